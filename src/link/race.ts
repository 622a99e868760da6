import { ProblemError, type ProblemKey } from '../shared/problem.ts'
import type { Mirrors } from './mirror-board.ts'
import type { FailureKind } from './mirrors.ts'

const kinds: Partial<Record<ProblemKey, FailureKind>> = {
  offline: 'refused',
  timeout: 'silent',
  portal: 'portal',
  'not-found': 'missing',
  server: 'server',
  manifest: 'wrong',
}
/** What an error of a request says of the mirror that was asked. */
export const failureOf = (error: unknown): FailureKind =>
  (error instanceof ProblemError && kinds[error.key]) || 'wrong'

export interface Won<T> {
  place: number
  value: T
}

/**
 * Asks one mirror; another one as well where it fails or says nothing for a while; every mirror once at most. The first good answer ends the others.
 * For what is short: bytes that both bring are lost.
 * @param ask   asks a place; its answer counts as good, its error as the place's failure
 * @param first the place to begin with
 * @throws what the last one threw when all have failed; the signal's reason when it aborts
 */
export const raceMirrors = <T>(
  mirrors: Mirrors,
  first: number,
  ask: (place: number, signal: AbortSignal) => Promise<T>,
  signal: AbortSignal,
): Promise<Won<T>> =>
  new Promise((resolve, reject) => {
    const ending = new AbortController()
    const asking = new Set<number>()
    /** Asked and not heard, first asked first. */
    const open = new Set<number>()
    let timer: ReturnType<typeof setTimeout> | undefined
    const end = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', giveUp)
      ending.abort()
    }
    const giveUp = (): void => {
      end()
      reject(signal.reason)
    }

    /** Those that are avoided too, once the others have failed: there is nothing to lose. */
    const next = (patient: boolean): number | null => {
      const place = mirrors.another(asking)
      if (place !== null || patient) return place
      const left = mirrors.places().findIndex((_, at) => !asking.has(at))
      return left < 0 ? null : left
    }
    const begin = (place: number): void => {
      asking.add(place)
      open.add(place)
      mirrors.asked(place)
      clearTimeout(timer)
      timer = setTimeout(() => {
        const other = next(true)
        if (other !== null) begin(other)
      }, mirrors.patience())
      ask(place, ending.signal).then(
        (value) => {
          if (ending.signal.aborted) return
          end()
          // Whoever was asked seconds before and is still at it would be as slow with what is asked for next.
          for (const other of open) {
            if (other === place) break
            mirrors.failed(other, 'slow')
          }
          resolve({ place, value })
        },
        (error: unknown) => {
          if (ending.signal.aborted) return
          open.delete(place)
          mirrors.failed(place, failureOf(error))
          const other = next(false)
          if (other !== null) begin(other)
          else if (open.size === 0) {
            end()
            reject(error)
          }
        },
      )
    }

    if (signal.aborted) reject(signal.reason)
    else {
      signal.addEventListener('abort', giveUp)
      begin(first)
    }
  })
