import type { Manifest, Workspace } from '../manifests.ts'

/** Whether the whole repository has one version, also where its packages name each other. */
export function judgeVersions(root: Manifest, workspaces: readonly Workspace[]): string[] {
  const ours = new Set(workspaces.map(({ manifest }) => manifest.name))
  return [
    ...(workspaces.length === 0 ? ['there are no packages to check'] : []),
    ...workspaces.flatMap(({ folder, manifest }) => [
      ...(manifest.version === root.version
        ? []
        : [`${folder}: version ${manifest.version}, but the root has ${root.version}`]),
      ...Object.entries({
        ...manifest.dependencies,
        ...manifest.devDependencies,
        ...manifest.peerDependencies,
      })
        .filter(([name, wanted]) => ours.has(name) && wanted !== root.version)
        .map(([name, wanted]) => `${folder}: wants ${name} ${wanted}, but its version is ${root.version}`),
    ]),
  ]
}
