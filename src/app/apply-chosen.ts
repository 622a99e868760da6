import { discreetKey, fontKey, isChosen } from '../ui/chosen.ts'
import { applyKeptFont } from './kept-font.ts'

/** Does what was chosen on this phone before any words stand: the cover of discreet mode, the fetched font. Never rejects. */
export const applyChosen = async (): Promise<void> => {
  const work: Promise<unknown>[] = []
  if (isChosen(discreetKey))
    work.push(import('./discreet/discreet.ts').then(({ startDiscreet }) => startDiscreet()))
  if (isChosen(fontKey)) work.push(applyKeptFont())
  await Promise.allSettled(work)
}
