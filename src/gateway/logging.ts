import { type FastifyReply, type FastifyRequest, type FastifyServerOptions, LogController } from 'fastify'

/** What a log line says of an error: the three members pino expects, and codes. */
export interface ErrorFacts {
  type: string
  message: string
  stack: string
  [more: string]: unknown
}

/**
 * An error without its words: parsers and validators quote their input in messages, and input may be a donor's.
 * SQLite's `errstr` is a fixed text per code.
 */
export const errorFacts = (error: unknown): ErrorFacts => {
  if (!(error instanceof Error)) return { type: typeof error, message: '', stack: '' }
  const { name, stack = '', cause } = error
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line))
  return {
    type: name,
    message: 'errstr' in error ? String(error.errstr) : '',
    stack: frames.slice(0, 8).join('\n'),
    ...('code' in error ? { code: error.code } : {}),
    ...(cause === undefined ? {} : { cause: errorFacts(cause) }),
  }
}

/** One line a request: method, route pattern, status, milliseconds. No address, path, query, header or body. */
class AnonymousLog extends LogController {
  override incomingRequest(): void {}
  override requestCompleted(
    error: Error | null | undefined,
    request: FastifyRequest,
    reply: FastifyReply,
  ): void {
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url ?? 'none',
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
        ...(error ? { broken: true } : {}),
      },
      'request',
    )
  }
  override defaultErrorLog(): void {}
  override routeNotFound(): void {}
  override streamError(error: Error, request: FastifyRequest): void {
    request.log.info({ error: errorFacts(error) }, 'response broken off')
  }
  override writeHeadError(error: Error, request: FastifyRequest): void {
    request.log.error({ error: errorFacts(error) }, 'response head refused')
  }
  override serializerError(error: Error, request: FastifyRequest): void {
    request.log.error({ error: errorFacts(error) }, 'response not serialised')
  }
}

/** Fastify's options for logs without personal data; `logger` decides where they go (default: JSON lines on stdout). */
export const loggingOptions = (logger: FastifyServerOptions['logger']) => {
  const serializers = { req: () => ({}), res: () => ({}), err: errorFacts }
  return {
    logger:
      logger === false ? false : { base: null, ...(typeof logger === 'object' ? logger : {}), serializers },
    logController: new AnonymousLog(),
  }
}
