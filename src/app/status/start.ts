import { loadAgain } from '../load-again.ts'

/** The sheet and what asks a link that has failed: one file, which is kept for when there is none. */
export const loadSheet = () => import('./StatusSheet.tsx')

/** Begins to ask links that have failed, once the code for it has come. Call it once. */
export const watchLink = (): void => void loadAgain(loadSheet).then((sheet) => sheet.watchLink())
