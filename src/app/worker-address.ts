const path = '/sw.js'

/** What `trustedTypes` is here: TypeScript's DOM library does not have it yet (Trusted Types, W3C). */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: (text: string) => string },
  ): { createScriptURL(text: string): { toString(): string } }
}

let trusted: { toString(): string } | undefined

/**
 * The worker's address, as browsers want it under the page's `require-trusted-types-for`. The policy knows this one address, so it is of no
 * use to anything else that gets hold of it; the page's `trusted-types` allows no second one.
 */
export const workerAddress = (): string => {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes }
  // A second policy of one name would be refused.
  trusted ??= trustedTypes?.createPolicy('sada-worker', { createScriptURL: () => path }).createScriptURL(path)
  // Handed on as the string it stands for: `register` takes either.
  return (trusted as string | undefined) ?? path
}
