import { concat, fromBase64Url, fromUtf8, toBase64Url, utf8 } from '../../shared/bytes.ts'
import type { Draft, DraftWords, KeptDraft } from './draft.ts'

const keyName = 'sada-draft-key'
const nonceLength = 12

/** The key of this tab's session; made where there is none. Rejects where storage is blocked. */
const sessionKey = async (): Promise<CryptoKey> => {
  const kept = sessionStorage.getItem(keyName)
  const bytes = kept ? fromBase64Url(kept) : crypto.getRandomValues(new Uint8Array(16))
  if (!kept) sessionStorage.setItem(keyName, toBase64Url(bytes))
  return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt'])
}

/** A draft as it may be kept. Where there is no session to keep a key, without the words that say who gives. */
export const sealDraft = async ({ name, contact, message, more, ...rest }: Draft): Promise<KeptDraft> => {
  if (!name && !contact && !message && !more) return rest
  try {
    const iv = crypto.getRandomValues(new Uint8Array(nonceLength))
    const words = utf8(JSON.stringify({ name, contact, message, more }))
    const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, await sessionKey(), words)
    return { ...rest, sealed: concat(iv, new Uint8Array(sealed)) }
  } catch {
    return rest
  }
}

/** A kept draft to be worked on; without the words where another session, over by now, had sealed them. */
export const openDraft = async ({ sealed, ...rest }: KeptDraft): Promise<Draft> => {
  const draft = { name: '', contact: '', message: '', ...rest }
  if (!sealed) return draft
  try {
    const iv = sealed.slice(0, nonceLength)
    const words = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, await sessionKey(), sealed.slice(nonceLength)) // biome-ignore format: one call
    return { ...draft, ...(JSON.parse(fromUtf8(new Uint8Array(words))) as DraftWords) }
  } catch {
    return draft
  }
}
