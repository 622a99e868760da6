import { registerRoute } from 'workbox-routing'
import {
  type ShareKind,
  shareAction,
  sharedCache,
  sharedNameHeader,
  shareKinds,
} from '../src/shared/share-target.ts'

/** What was shared, and as what: a pack is one file; texts of several files are one, for each line of it is found by itself. */
const readShared = (form: FormData): { kind: ShareKind; content: Blob; name: string } | null => {
  const filesOf = ({ field }: ShareKind) => form.getAll(field).filter((one) => one instanceof File)
  const letters = filesOf(shareKinds.letters)
  if (letters.length > 0)
    return {
      kind: shareKinds.letters,
      content: new Blob(letters.flatMap((one) => [one, '\n'])),
      name: letters[0]?.name ?? '',
    }
  const [pack] = filesOf(shareKinds.pack)
  return pack ? { kind: shareKinds.pack, content: pack, name: pack.name } : null
}

/** Keeps what was shared for the page, unread: what it is, and whether it is true, is for the one way in to say. */
export const keepShared = async (request: Request): Promise<Response> => {
  let landing: string = shareKinds.pack.failed
  try {
    const shared = readShared(await request.formData())
    if (shared) {
      const { kind, content, name } = shared
      landing = kind.failed
      const headers = {
        'content-type': 'application/octet-stream',
        [sharedNameHeader]: encodeURIComponent(name),
      }
      const cache = await caches.open(sharedCache)
      await cache.put(kind.path, new Response(content, { headers }))
      landing = kind.kept
    }
  } catch {
    // No form, or no room: the page says so.
  }
  // Another of the same would be posted again on reload with anything but 303 (RFC 9110 section 15.4.4).
  return new Response(null, { status: 303, headers: { location: landing } })
}

/** The share target: files that other apps share to this one. Works offline, like everything that matters here. */
export const receiveShared = (): void => {
  registerRoute(
    ({ url, sameOrigin }) => sameOrigin && url.pathname === shareAction,
    ({ request }) => keepShared(request),
    'POST',
  )
}
