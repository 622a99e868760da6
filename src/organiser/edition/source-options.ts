import { defaultCacheFolder } from '../pictures/picture-cache.ts'

/**
 * Largest file of an edition unless told otherwise, bytes. Eleven minutes at 100 kbit/s, which is what is left of a throttled link; a film
 * that needs more is better cut in two, so that its first half can be seen. Source pictures may be larger: what counts is what is made of them.
 */
export const defaultMaxFile = 8 * 1024 * 1024

export interface SourceOptions {
  /** Largest file of the edition, bytes. */
  maxFile?: number
  /** Where made pictures are kept from one build to the next; `null` makes all of them again. */
  cache?: string | null
  /** Pictures done, of how many, and the one that is under way. */
  onProgress?: (done: number, total: number, file: string) => void
}

export const withDefaults = (options: SourceOptions) => ({
  maxFile: defaultMaxFile,
  cache: defaultCacheFolder,
  ...options,
})
