import type { FastifyReply, FastifyRequest } from 'fastify'
import { coded, plain } from './compression.ts'
import { negotiateCoding, type Selection, selectResponse } from './conditional.ts'
import { isCompressible } from './media-types.ts'
import { problemOf, sendProblem } from './problems.ts'

export interface Sendable {
  /** Must not be changed afterwards: entity tag and compressed forms are kept with the array. */
  bytes: Uint8Array
  type: string
  cacheControl: string
  /** Default: by type. */
  compress?: boolean
  /** Brotli quality, 0 to 11. Default 5: good for what is made on the fly; 11 for files that are kept. */
  quality?: number
}

const view = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** Sets the headers that a selection has in common, however its body is sent. */
export const selectionHeaders = (
  reply: FastifyReply,
  selection: Selection,
  { etag, size, cacheControl }: { etag: string; size: number; cacheControl: string },
): void => {
  reply.header('etag', etag).header('cache-control', cacheControl).header('accept-ranges', 'bytes')
  if (selection.kind === 'not-modified') reply.code(304)
  if (selection.kind === 'part')
    reply.code(206).header('content-range', `bytes ${selection.start}-${selection.end}/${size}`)
}

/** 416 with the size there is (RFC 9110 section 15.5.17). */
export const sendUnsatisfiable = (reply: FastifyReply, size: number): FastifyReply => {
  reply.removeHeader('etag')
  return sendProblem(reply.header('content-range', `bytes */${size}`), problemOf({ key: 'malformed' }, 416))
}

/**
 * Answers a GET or HEAD with bytes held in memory: strong entity tag, 304, ranges with `If-Range`, brotli or gzip.
 * A request for a range gets the plain bytes, so that a broken download can go on wherever it stopped.
 */
export const sendBytes = async (
  request: FastifyRequest,
  reply: FastifyReply,
  { bytes, type, cacheControl, compress = isCompressible(type), quality = 5 }: Sendable,
): Promise<FastifyReply> => {
  if (compress) reply.header('vary', 'Accept-Encoding')
  const coding =
    compress && request.headers.range === undefined
      ? negotiateCoding(request.headers['accept-encoding'])
      : null
  const representation = coding ? await coded(bytes, coding, quality) : plain(bytes)
  const { etag, body } = representation
  const size = body.length
  const selection = selectResponse(request.method, request.headers, { etag, size })
  if (selection.kind === 'unsatisfiable') return sendUnsatisfiable(reply, size)
  selectionHeaders(reply, selection, { etag, size, cacheControl })
  if (selection.kind === 'not-modified') return reply.send()
  reply.header('content-type', type)
  if (representation.coding) reply.header('content-encoding', representation.coding)
  return reply.send(
    view(selection.kind === 'part' ? body.subarray(selection.start, selection.end + 1) : body),
  )
}
