import { ProblemError } from '../shared/problem.ts'

/** The gateway cannot do its work just now; nothing was acknowledged, so asking again later is safe. Answered 503. */
export class Unavailable extends ProblemError {
  /** Seconds for `Retry-After`. */
  readonly retryAfter: number
  constructor(detail: string, retryAfter = 5, options?: ErrorOptions) {
    super('server', detail, options)
    this.name = 'Unavailable'
    this.retryAfter = retryAfter
  }
}

/** The gateway could not start; `message` is a sentence for the person at the keyboard. */
export class StartError extends ProblemError {
  constructor(message: string, options?: ErrorOptions) {
    super('server', message, options)
    this.name = 'StartError'
    this.message = message
  }
}
