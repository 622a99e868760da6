/** What of a response is looked at; tests make their own. */
type Answer = Pick<Response, 'status' | 'headers' | 'clone'>

/**
 * Whether a mirror's answer may be kept for a file of the app. Many answer a file they do not have with their page and 200; and one that is
 * just being published may have another version's page, whose code is not in `files`.
 * @param files paths of all code of this version
 */
export const isSound = async (path: string, answer: Answer, files: ReadonlySet<string>): Promise<boolean> => {
  if (answer.status !== 200) return false
  const page = path.endsWith('.html')
  if (page !== /html/.test(answer.headers.get('content-type') ?? '')) return false
  if (!page) return true
  const named = (await answer.clone().text()).match(/\/assets\/[\w.-]+/g) ?? []
  return named.length > 0 && named.every((one) => files.has(one))
}

/** For workbox's strategies: keeps only what is sound, and uses nothing else of what an older version has kept. */
export const soundOnly = (files: ReadonlySet<string>) => {
  const check = async (url: string, response: Response | undefined): Promise<Response | null> =>
    response && (await isSound(new URL(url).pathname, response, files)) ? response : null
  return {
    cacheWillUpdate: ({ request, response }: { request: Request; response: Response }) =>
      check(request.url, response),
    cachedResponseWillBeUsed: ({
      request,
      cachedResponse,
    }: {
      request: Request
      cachedResponse?: Response
    }) => check(request.url, cachedResponse),
  }
}
