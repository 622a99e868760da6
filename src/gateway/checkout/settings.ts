import { StartError } from '../unavailable.ts'
import type { CheckoutProvider } from './provider.ts'
import { createStripe } from './stripe.ts'

const isOurMachine = (host: string): boolean => ['localhost', '127.0.0.1', '[::1]'].includes(host)

/** An address without a slash at its end. @throws StartError where it is none, or goes over the network in clear */
const addressIn = (name: string, typed: string): string => {
  const url = URL.canParse(typed) ? new URL(typed) : null
  const safe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isOurMachine(url.hostname))
  if (!url || !safe || url.search || url.hash || url.username)
    throw new StartError(`${name} is no https address.`)
  return url.href.replace(/\/+$/, '')
}

/**
 * The card provider that the environment names; `null`: none. Keys are never said again, in no log and no message.
 * - `STRIPE_SECRET_KEY`: secret or restricted key; it may write checkout sessions and read payment intents
 * - `STRIPE_WEBHOOK_SECRET`: signing secret of the webhook; two with a comma between while one takes the other's place
 * - `SADA_APP`: address of the app, where donors come back to
 * - `STRIPE_API`: another address than https://api.stripe.com that speaks the same
 * @throws StartError where one is missing or wrong
 */
export const providerFrom = (env: Readonly<Record<string, string | undefined>>): CheckoutProvider | null => {
  const secretKey = env.STRIPE_SECRET_KEY?.trim()
  if (!secretKey) return null
  // It stands in a header.
  if (!/^[\x21-\x7e]+$/.test(secretKey)) throw new StartError('STRIPE_SECRET_KEY is no key.')
  const webhookSecrets = (env.STRIPE_WEBHOOK_SECRET ?? '').split(/[\s,]+/).filter(Boolean)
  if (webhookSecrets.length === 0)
    throw new StartError(
      'Cards need STRIPE_WEBHOOK_SECRET: without it nobody would hear that a donation was paid.',
    )
  if (!env.SADA_APP)
    throw new StartError(
      'Cards need SADA_APP, the address of the app, e.g. https://sada.example: donors come back to it.',
    )
  return createStripe({
    secretKey,
    webhookSecrets,
    app: addressIn('SADA_APP', env.SADA_APP),
    api: env.STRIPE_API ? addressIn('STRIPE_API', env.STRIPE_API) : undefined,
  })
}
