/**
 * Whether an answer is a web page. None of ours to a request of this app is: a portal that wants a login, a block page, or a host that answers everything
 * with its start page stands in our place (RFC 8952 section 1; RFC 6585 section 6 has 511 for those that say so).
 */
export const isWebPage = ({ ok, status, headers }: Response): boolean =>
  status === 511 || (ok && (headers.get('content-type') ?? '').startsWith('text/html'))
