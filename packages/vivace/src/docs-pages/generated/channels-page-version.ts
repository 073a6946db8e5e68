// Written by scripts/build-channels-page.ts from packages/vivace/browser/channels-page. Do not edit.

/** Stands in the assets' paths: it changes whenever they do. */
export const channelsPageVersion: string = '08a52161217f'
