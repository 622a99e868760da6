import { createHash } from 'node:crypto'
import { S3mini } from 's3mini'
import { CommandError } from '../problems.ts'
import type { Served, Target, Wanted } from './target.ts'

/** Own word on what an object is; an ETag is a checksum in some stores only. */
const hashHeader = 'x-amz-meta-sha256'

/** A file that may change is asked for again each time, and costs one round trip where it has not (RFC 9111 section 5.2.2.4). */
const cacheControl = ({ lasting }: Served): string =>
  lasting ? 'public, max-age=31536000, immutable' : 'public, no-cache'

/** s3mini signs and sends whatever headers it is given; its types know those of the store only. */
type Headers = { [name: `x-amz-${string}`]: string }
const headersOf = (served: Served, sha256: string, more: Record<string, string> = {}): Headers =>
  ({ 'cache-control': cacheControl(served), [hashHeader]: sha256, ...more }) as Headers

/** An error of the store, as the organiser can act on it. */
const explain = (doing: string, cause: unknown): CommandError => {
  const { status, message } = cause as { status?: unknown; message?: unknown }
  const advice =
    status === 403 || status === 401
      ? 'Look at AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_REGION, and at what that key may do.'
      : 'Run it again: it goes on where it was.'
  return new CommandError(`${doing}: ${typeof message === 'string' ? message : cause}`, advice, { cause })
}

/** Where and as whom, from the usual variables. @throws CommandError where one is missing */
const settings = (bucket: string, env: Record<string, string | undefined>) => {
  const need = (name: string): string => {
    const value = env[name]
    if (!value)
      throw new CommandError(
        `${name} is not set`,
        'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; see: npm run sada -- edition publish --help',
      )
    return value
  }
  if (env.AWS_SESSION_TOKEN)
    throw new CommandError(
      'AWS_SESSION_TOKEN is set, and temporary credentials are not understood',
      'Make an access key for publishing, with access to this bucket only.',
    )
  const region = env.AWS_REGION || env.AWS_DEFAULT_REGION || 'us-east-1'
  const endpoint = env.AWS_ENDPOINT_URL_S3 || env.AWS_ENDPOINT_URL || `https://s3.${region}.amazonaws.com`
  if (!URL.canParse(endpoint))
    throw new CommandError(
      `AWS_ENDPOINT_URL is no address: ${endpoint}`,
      'Set it like https://s3.example.org',
    )
  return {
    region,
    endpoint: `${endpoint.replace(/\/+$/, '')}/${bucket}`,
    accessKeyId: need('AWS_ACCESS_KEY_ID'),
    secretAccessKey: need('AWS_SECRET_ACCESS_KEY'),
  }
}

/**
 * A bucket of an S3-compatible store, below a prefix. An object is replaced whole by the store itself; each is sent with its MD5, so that one
 * that is damaged on the way is refused, and with its SHA-256 for the next run to compare.
 * @param url `s3://bucket/prefix`
 * @throws CommandError where that is no such address, or where and as whom is not said
 */
export const s3Target = (url: string, env: Record<string, string | undefined> = process.env): Target => {
  const [, bucket, prefix = ''] = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*?))?\/*$/.exec(url) ?? []
  if (!bucket)
    throw new CommandError(`not an address of a bucket: ${url}`, 'Name it like s3://bucket/edition')
  const store = new S3mini(settings(bucket, env))
  const key = (name: string) => (prefix ? `${prefix}/${name}` : name)
  const etags = new Map<string, string>()
  const doing = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      throw error instanceof CommandError ? error : explain(what, error)
    }
  }
  const md5 = async (wanted: Wanted, encoding: 'hex' | 'base64') =>
    createHash('md5')
      .update(await wanted.read())
      .digest(encoding)
  const get = (name: string) => doing(`cannot read ${name}`, () => store.getObjectResponse(key(name)))
  return {
    name: url,
    list: () =>
      doing(`cannot list ${url}`, async () => {
        const found = new Map<string, number>()
        const objects = await store.listObjects('/', prefix ? `${prefix}/` : '')
        if (!objects)
          throw new CommandError(
            `there is no bucket ${bucket}`,
            'Make it first; what publishes should not make buckets.',
          )
        for (const { Key, Size, ETag } of objects) {
          const name = Key.slice(prefix ? prefix.length + 1 : 0)
          found.set(name, Size)
          etags.set(name, store.sanitizeETag(ETag))
        }
        return found
      }),
    async read(name) {
      const answer = await get(name)
      return answer && new Uint8Array(await answer.arrayBuffer())
    },
    async holds(name, wanted) {
      if (etags.get(name) === (await md5(wanted, 'hex'))) return true
      const answer = await get(name)
      await answer?.body?.cancel()
      return answer?.headers.get(hashHeader) === wanted.sha256
    },
    put: (name, wanted, served) =>
      doing(`cannot write ${name}`, async () => {
        const headers = headersOf(served, wanted.sha256, { 'content-md5': await md5(wanted, 'base64') })
        await store.putObject(key(name), await wanted.read(), served.type, undefined, headers)
      }),
    copy: (from, to, { sha256 }, served) =>
      doing(`cannot copy to ${to}`, async () => {
        await store.copyObject(key(from), key(to), {
          metadataDirective: 'REPLACE',
          contentType: served.type,
          // s3mini would escape the slashes too, which not every store undoes.
          additionalHeaders: headersOf(served, sha256, {
            'x-amz-copy-source': `/${bucket}/${key(from).split('/').map(encodeURIComponent).join('/')}`,
          }),
        })
      }),
    remove: (name) => doing(`cannot remove ${name}`, async () => void (await store.deleteObject(key(name)))),
  }
}
