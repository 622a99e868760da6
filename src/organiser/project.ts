import { fileURLToPath } from 'node:url'

/** A path inside the project, whatever folder a command is called from. */
export const inProject = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url))
