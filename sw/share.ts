import { registerRoute } from 'workbox-routing'
import {
  shareAction,
  sharedCache,
  sharedLanding,
  sharedNameHeader,
  sharedPath,
  shareField,
} from '../src/shared/pack/share-target.ts'

/** Keeps the shared file for the page, unread: what it is, and whether it is true, is for the one way in to say. */
export const keepShared = async (request: Request): Promise<Response> => {
  let landing: string = sharedLanding.failed
  try {
    const file = (await request.formData()).get(shareField)
    if (file instanceof File) {
      const headers = {
        'content-type': 'application/octet-stream',
        [sharedNameHeader]: encodeURIComponent(file.name),
      }
      const cache = await caches.open(sharedCache)
      await cache.put(sharedPath, new Response(file, { headers }))
      landing = sharedLanding.kept
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
