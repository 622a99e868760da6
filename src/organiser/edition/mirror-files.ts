import { setTimeout as pause } from 'node:timers/promises'
import type { Bytes } from '../../shared/bytes.ts'
import { CommandError } from '../problems.ts'
import type { EditionFiles } from './edition-files.ts'

/** A mirror that says nothing for this long is given up, ms. */
const silenceMs = 30_000
/** Pauses before trying again, ms: a mirror in trouble often is not a moment later. */
const pauses = [500, 2_000]

/** The answer's bytes, at most one more than `limit`. */
const readBody = async (answer: Response, limit: number, heard: () => void): Promise<Bytes> => {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of answer.body ?? []) {
    heard()
    parts.push(part)
    length += part.length
    if (length > limit) break
  }
  return new Uint8Array(Buffer.concat(parts).subarray(0, limit + 1))
}

/** One request. @returns `null` where there is no such file. @throws Error `cannot be fetched (…)` */
const fetchOnce = async (url: URL, limit: number): Promise<Bytes | null> => {
  const stop = new AbortController()
  const silent = () => stop.abort(new Error(`nothing was heard for ${silenceMs / 1000} s`))
  let timer = setTimeout(silent, silenceMs)
  const heard = () => {
    clearTimeout(timer)
    timer = setTimeout(silent, silenceMs)
  }
  try {
    const answer = await fetch(url, { signal: stop.signal, cache: 'no-store' })
    if (answer.ok) return await readBody(answer, limit, heard)
    await answer.body?.cancel()
    if (answer.status === 404 || answer.status === 410) return null
    throw new Error(`HTTP ${answer.status}`)
  } finally {
    clearTimeout(timer)
  }
}

const reason = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  // fetch says "fetch failed" and keeps why to itself.
  return error.cause instanceof Error ? error.cause.message || error.message : error.message
}

/** A mirror's edition, as plain files under its address. @throws CommandError where that is no address */
export const mirrorFiles = (address: string): EditionFiles => {
  let base: URL
  try {
    base = new URL(address.endsWith('/') ? address : `${address}/`)
  } catch (cause) {
    throw new CommandError(`not an address: ${address}`, 'Name it like https://mirror.example/edition/', {
      cause,
    })
  }
  return {
    name: address,
    kind: 'mirror',
    list: async () => null,
    async get(path, limit) {
      for (let failures = 0; ; failures++) {
        try {
          return await fetchOnce(new URL(path, base), limit)
        } catch (error) {
          const wait = pauses[failures]
          if (wait === undefined) throw new Error(`cannot be fetched (${reason(error)})`, { cause: error })
          await pause(wait)
        }
      }
    },
  }
}
