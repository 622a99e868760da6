import type { ByteRange } from '../../link/resume.ts'
import type { TransferKind, Transfers, TransferWish } from '../../link/transfer.ts'
import type { Bytes } from '../../shared/bytes.ts'
import type { Keep } from '../kept/keep.ts'

/** Transfers that ask what this phone has kept before they ask the network. Kept bytes are neither measured nor counted. */
export interface KeepFirst extends Transfers {
  /** From now on there is something to ask. What came before is offered to it. */
  attach(keep: Keep): void
  /** A file that is on this phone; `null` for one that is not. Never asks the network. */
  held(url: string, range?: ByteRange): Promise<Bytes | null>
}

/** What came before there is a keep is held for it, files: some minutes of voice and words. */
const mostBefore = 100
const isKept = (kind: TransferKind): boolean => kind !== 'video'

/** @param opening resolves when the keep is attached or there is none; only given where something is likely to be in it */
export const keepFirst = (inner: Transfers, opening: Promise<unknown> | null): KeepFirst => {
  let keep: Keep | null = null
  let pending = opening
  void opening?.finally(() => {
    pending = null
  })
  const before: Parameters<Keep['offer']>[] = []

  const fromNetwork = (url: string, wish: TransferWish): Promise<Bytes> => {
    const loading = inner.load(url, wish)
    if (isKept(wish.kind))
      loading.then(
        (bytes) => {
          if (keep) keep.offer(url, wish.range, bytes)
          else if (before.push([url, wish.range, bytes]) > mostBefore) before.shift()
        },
        () => undefined,
      )
    return loading
  }

  const fromKeep = async (url: string, wish: TransferWish): Promise<Bytes> => {
    await pending
    const bytes = await keep?.read(url, wish.range)
    wish.signal?.throwIfAborted()
    return bytes ?? fromNetwork(url, wish)
  }

  return {
    ...inner,
    load(url, wish) {
      const may = isKept(wish.kind) && !inner.has(url, wish.range)
      return may && (pending || keep?.has(url, wish.range)) ? fromKeep(url, wish) : fromNetwork(url, wish)
    },
    has: (url, range) => inner.has(url, range) || (keep?.has(url, range) ?? false),
    held: async (url, range) =>
      inner.has(url, range)
        ? inner.load(url, { kind: 'voice', ...(range && { range }) })
        : ((await keep?.read(url, range)) ?? null),
    attach(opened) {
      keep = opened
      for (const one of before.splice(0)) opened.offer(...one)
    },
  }
}
