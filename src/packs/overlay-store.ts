import type { EditionStore } from './edition-store.ts'
import { acceptEdition } from './keep-rule.ts'

/**
 * Memory laid over a store that takes no more: everything new goes to `top`, what `base` holds is still read.
 * After the visit `base` is as it was, with the edition it had.
 */
export const overlayStore = (base: EditionStore, top: EditionStore): EditionStore => ({
  durable: false,
  pieces: null,
  hashes: async () => new Set([...(await base.hashes()), ...(await top.hashes())]),
  file: async (sha256) => (await top.file(sha256)) ?? (await base.file(sha256)),
  put: (sha256, bytes) => top.put(sha256, bytes),
  async drop(sha256) {
    await top.drop(sha256)
    await base.drop(sha256)
  },
  current: async () => (await top.current()) ?? (await base.current()),
  editions: async () => [...(await base.editions()), ...(await top.editions())],
  highest: async () => (await top.highest()) ?? (await base.highest()),
  async switchTo(edition) {
    acceptEdition(await base.highest(), edition)
    await top.switchTo(edition)
  },
  tidy: (options) => top.tidy(options),
  lockKeys: async () => new Map([...(await base.lockKeys()), ...(await top.lockKeys())]),
  keepLockKey: (keySha256, key) => top.keepLockKey(keySha256, key),
  close() {
    top.close()
    base.close()
  },
})
