import { fontKey } from '../ui/chosen.ts'

/** Where the fetched Nastaliq is kept, and under what: no address, since that changes with every build and nobody should fetch it anew for it. */
const cacheName = 'sada-font'
const key = '/kept/nastaliq'
/** As the first name in `tokens.css`: that it is there is enough for Urdu to be set in it. */
const family = 'Noto Nastaliq Urdu'

/** Makes a font of its bytes and has the page use it. Rejects where they are no font. */
const apply = async (bytes: ArrayBuffer): Promise<void> => {
  document.fonts.add(await new FontFace(family, bytes).load())
}

/** Has the page use the kept font; `false` where there is none, also where the browser has let go of it. */
export const applyKeptFont = async (): Promise<boolean> => {
  const kept = await (await caches.open(cacheName)).match(key)
  if (kept) await apply(await kept.arrayBuffer())
  return kept !== undefined
}

/** Uses and keeps a font that was fetched. Rejects where the bytes are no font, or there is no room: then it is used for this visit only. */
export const keepFont = async (bytes: Uint8Array<ArrayBuffer>): Promise<void> => {
  await apply(bytes.slice().buffer)
  await (await caches.open(cacheName)).put(
    key,
    new Response(bytes, { headers: { 'content-type': 'font/woff2' } }),
  )
  localStorage.setItem(fontKey, 'yes')
}

/** Takes the font off the page and off the phone. */
export const removeFont = async (): Promise<void> => {
  for (const face of [...document.fonts])
    if (face.family.replaceAll('"', '') === family) document.fonts.delete(face)
  localStorage.removeItem(fontKey)
  await caches.delete(cacheName)
}

/** Whether this phone has a Nastaliq of its own: any that `tokens.css` names. */
export const hasOwnNastaliq = (): Promise<boolean> => {
  const names = [
    family,
    'NotoNastaliqUrdu',
    'NotoNastaliqUrdu-Regular',
    'Jameel Noori Nastaleeq',
    'Urdu Typesetting',
  ]
  return new FontFace('sada-probe', names.map((name) => `local("${name}")`).join(', ')).load().then(
    () => true,
    () => false,
  )
}
