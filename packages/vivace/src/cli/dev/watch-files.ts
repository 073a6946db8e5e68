import { type Dirent, type FSWatcher, readdirSync, watch } from 'node:fs'
import { join, relative, sep } from 'node:path'

/** What an app is made of: code, and what it reads its settings from. */
const watched = /(\.[cm]?[jt]sx?|^\.env(\..+)?|^package\.json|^tsconfig.*\.json)$/

/** Folders that hold what others made. */
const skipped = new Set(['node_modules', 'coverage', 'dist', 'build'])

/** Saving a file, or checking out a branch, is many events. In milliseconds. */
const settling = 80

/** Watches files; `close` ends it. */
export interface FileWatch {
  close(): void
}

/**
 * Calls `onChange` with a file of a folder, relative to it, when it or others have changed.
 *
 *     const files = watchFiles('/shop', { entry: '/shop/src/main.ts', onChange: (file) => restart(file) })
 *
 * Folders of the entry's own path are never left out: who runs what is built wants it to be watched.
 */
export function watchFiles(
  root: string,
  { entry, onChange }: { readonly entry: string; readonly onChange: (file: string) => void },
): FileWatch {
  const watchers = new Map<string, FSWatcher>()
  let timer: NodeJS.Timeout | undefined
  const changed = (path: string): void => {
    clearTimeout(timer)
    timer = setTimeout(() => onChange(relative(root, path)), settling)
  }
  const add = (folder: string, isNew: boolean): void => {
    const entries = watchers.has(folder) ? undefined : entriesOf(folder)
    if (entries === undefined) return
    const watcher = watch(folder, (_event, name) => {
      if (name === null) return
      const path = join(folder, name)
      if (watched.test(name)) changed(path)
      else if (!isSkipped(name, path, entry)) add(path, true)
    })
    watcher.on('error', () => forget(folder))
    watchers.set(folder, watcher)
    for (const found of entries) {
      const path = join(folder, found.name)
      // It may have been written before anybody watched.
      if (isNew && watched.test(found.name)) changed(path)
      if (found.isDirectory() && !isSkipped(found.name, path, entry)) add(path, isNew)
    }
  }
  const forget = (folder: string): void => {
    watchers.get(folder)?.close()
    watchers.delete(folder)
  }
  add(root, false)
  return {
    close() {
      clearTimeout(timer)
      for (const folder of [...watchers.keys()]) forget(folder)
    },
  }
}

function isSkipped(name: string, path: string, entry: string): boolean {
  return (skipped.has(name) || name.startsWith('.')) && !entry.startsWith(path + sep)
}

/** `undefined` for what is no folder, or is gone. */
function entriesOf(folder: string): readonly Dirent[] | undefined {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return undefined
  }
}
