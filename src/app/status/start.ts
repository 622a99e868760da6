import { loadAgain } from '../load-again.ts'

/** The sheet, and what goes on behind an open page: one file, which is kept for when there is no link. */
export const loadSheet = () => import('./StatusSheet.tsx')

/** Begins what goes on behind an open page, once the code for it has come: asking a link that has failed, following reminders. Call it once. */
export const startBehind = (): void =>
  void loadAgain(loadSheet).then(({ watchLink, keepFollowing }) => {
    watchLink()
    keepFollowing()
  })
