import { requestAt } from '../../link/request.ts'
import { fromUtf8 } from '../../shared/bytes.ts'
import { ProblemError } from '../../shared/problem.ts'

/** A playlist is short; silence for this long means that the connection is dead, ms. */
export const stallMs = 6000

/**
 * Before anything has come nobody knows what the link carries. At 1 kbit/s (the trace metro-103 begins with half a minute of it) a first packet takes
 * twelve seconds: who gives up after six and asks anew is never answered. A connection that was lost without a word is told from that by another one
 * beside it. ms
 */
const first = { stallMs: 30_000, besideMs: 12_000 }

const fetchText = async (
  url: string,
  signal: AbortSignal,
  patience: number,
  onBytes?: (count: number) => void,
): Promise<string> => {
  const { status, bytes } = await requestAt(url, {
    signal,
    stallMs: patience,
    cache: 'no-store',
    ...(onBytes && { onWire: onBytes }),
  })
  if (status === 404 || status === 410) throw new ProblemError('not-found', `${status} ${url}`)
  if (status !== 200) throw new ProblemError('server', `${status} ${url}`)
  return fromUtf8(bytes)
}

/** Text of a playlist, never from a cache. @throws ProblemError */
export const fetchPlaylist = (
  url: string,
  signal: AbortSignal,
  onBytes?: (count: number) => void,
): Promise<string> => fetchText(url, signal, stallMs, onBytes)

/**
 * The same of a playlist of which nothing is known yet: waited for five times as long, and asked for once more beside.
 * @param onSilence nothing has come for as long as another playlist is waited for at all
 * @throws ProblemError where both fail, or the first one before there is another
 */
export const fetchFirst = async (
  url: string,
  signal: AbortSignal,
  onBytes?: (count: number) => void,
  onSilence?: () => void,
): Promise<string> => {
  const ending = new AbortController()
  const both = AbortSignal.any([signal, ending.signal])
  const ask = () => fetchText(url, both, first.stallMs, onBytes)
  const silence = setTimeout(() => onSilence?.(), stallMs)
  let timer: ReturnType<typeof setTimeout> | undefined
  try {
    return await new Promise<string>((resolve, reject) => {
      let beside: Promise<string> | null = null
      timer = setTimeout(() => {
        beside = ask()
        beside.then(resolve, () => undefined)
      }, first.besideMs)
      ask().then(resolve, (error: unknown) => (beside ? beside.then(resolve, reject) : reject(error)))
    })
  } finally {
    clearTimeout(silence)
    clearTimeout(timer)
    ending.abort()
  }
}
