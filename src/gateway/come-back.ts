import { ProblemError } from '../shared/problem.ts'

/** Too much at once: answered 429, or 503 where the machine itself is short of breath. Nothing was acknowledged. */
export class ComeBack extends ProblemError {
  readonly status: 429 | 503
  /** Seconds for `Retry-After`. */
  readonly retryAfter: number
  constructor(status: 429 | 503, retryAfter: number) {
    super(status === 429 ? 'too-many-requests' : 'server')
    this.name = 'ComeBack'
    this.status = status
    this.retryAfter = retryAfter
  }
}

/** Longest a crowd is spread over, s. */
const widest = 30

/**
 * Seconds for `Retry-After`, drawn evenly from 1 to the time that what is in work will take: phones that were all turned away at once must
 * not all come back at once.
 * @param seconds how long the crowd needs, at a guess
 */
export const spread = (seconds: number, random: () => number = Math.random): number =>
  1 + Math.floor(random() * Math.min(widest, Math.max(2, Math.ceil(seconds))))
