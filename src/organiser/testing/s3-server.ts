import { createHash } from 'node:crypto'
import { createServer, type IncomingHttpHeaders, request } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What we use of a Koa application, of which the server is one. */
interface Context {
  method: string
  path: string
  app: object
}
interface S3rver {
  middleware: ((context: Context, next: () => Promise<void>) => Promise<void>)[]
  run(): Promise<{ port: number }>
  close(): Promise<void>
}
type Options = {
  address: string
  port: number
  silent: boolean
  directory: string
  configureBuckets: unknown[]
}

export interface S3Server {
  address: string
  close(): Promise<void>
}

/** An S3-compatible server in this process, with its key S3RVER. It brings no types. */
export const startS3 = async (directory: string, buckets: readonly string[]): Promise<S3Server> => {
  const name: string = '@20minutes/s3rver'
  const { default: Server } = (await import(name)) as { default: new (options: Options) => S3rver }
  const configureBuckets = buckets.map((name) => ({ name, configs: [] }))
  const server = new Server({ address: '127.0.0.1', port: 0, silent: true, directory, configureBuckets })
  // It works out the signature of a list as if its path had no slash at the end; S3 itself takes the path as it was sent. So it is not
  // asked about that one's signature.
  const lenient = { allowMismatchedSignatures: { value: true } }
  server.middleware.unshift(async (context, next) => {
    if (context.method === 'GET' && /^\/[^/]+\/$/.test(context.path))
      context.app = Object.create(context.app, lenient)
    await next()
  })
  const { port } = await server.run()
  return { address: `http://127.0.0.1:${port}`, close: () => server.close() }
}

const collect = async (stream: AsyncIterable<Buffer>): Promise<Buffer> => {
  const parts: Buffer[] = []
  for await (const part of stream) parts.push(part)
  return Buffer.concat(parts)
}

/**
 * The same server as other stores are: its ETags are no checksums, and it refuses a body whose Content-MD5 is another, which it does not look
 * at by itself.
 */
export const stricterS3 = async (upstream: string): Promise<S3Server> => {
  const server = createServer(async (incoming, answer) => {
    const body = await collect(incoming)
    const expected = incoming.headers['content-md5']
    if (expected !== undefined && createHash('md5').update(body).digest('base64') !== expected) {
      answer.writeHead(400, { 'content-type': 'application/xml' })
      answer.end('<Error><Code>BadDigest</Code><Message>another MD5</Message></Error>')
      return
    }
    const { 'transfer-encoding': _chunked, ...headers }: IncomingHttpHeaders = incoming.headers
    const onward = request(`${upstream}${incoming.url}`, { method: incoming.method ?? 'GET', headers })
    onward.on('response', async (back) => {
      const text = (await collect(back)).toString('latin1')
      const changed = Buffer.from(text.replace(/(ETag>\W*(?:quot;)?)[0-9a-f]{32}/g, '$1opaque-1'), 'latin1')
      answer.writeHead(back.statusCode ?? 500, { ...back.headers, 'content-length': changed.length })
      answer.end(changed)
    })
    onward.end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
