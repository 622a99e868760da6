import type { Language } from '../../../shared/language.ts'

/** What was looked for and where it was found: shown in an item when it is opened from the results. */
export interface Target {
  item: string
  /** As it was typed. */
  query: string
  /** The language it was found in. */
  language: Language
  /** The passage it was found in, as it was written; absent where the title says it all. */
  passage?: string
  /** Seconds into the recording. */
  seconds?: number
  /** Number of the picture, from 0. */
  slide?: number
}

/** What the browser's history remembers of our pages, so that Back finds the results again. Never in the address: it would be passed on. */
interface Remembered {
  find?: string
  target?: Target
}

const remembered = (): Remembered => {
  const state: unknown = history.state
  return typeof state === 'object' && state !== null ? (state as Remembered) : {}
}
const remember = (part: Remembered): void => {
  history.replaceState({ ...remembered(), ...part }, '')
}

/** What was being looked for on this page of the history. */
export const rememberedQuery = (): string => {
  const { find } = remembered()
  return typeof find === 'string' ? find : ''
}
export const rememberQuery = (find: string): void => {
  if (find !== rememberedQuery()) remember({ find })
}

/** Chosen among the results, on its way to its item. */
let chosen: Target | null = null

/** Call it when a result's link is followed. */
export const choose = (target: Target): void => {
  chosen = target
}

/** What is to be shown in an item: chosen just now, or when this page of the history was first opened. */
export const targetOf = (item: string): Target | null => {
  const target = chosen ?? remembered().target
  return target?.item === item ? target : null
}

/** The item is on screen: Back and Forward shall show the same again, another link to it shall not. */
export const keepTarget = (target: Target): void => {
  chosen = null
  remember({ target })
}

/** It has been seen. */
export const dropTarget = (): void => {
  chosen = null
  const { target: _, ...rest } = remembered()
  history.replaceState(rest, '')
}
