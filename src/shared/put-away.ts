/** What is used of IndexedDB's transactions and databases, so that contexts without a DOM can read this file too. */
interface Running {
  abort(): void
  addEventListener(type: 'complete' | 'abort', ended: () => void): void
}
interface Database<A extends unknown[], T extends Running> {
  transaction(...scope: A): T
}
interface Page {
  addEventListener?(type: 'pagehide', hidden: (event: { persisted?: boolean }) => void): void
}

const running = new Set<Running>()
let listening = false

/** The page goes into the back/forward cache: nothing of it runs until it is shown again, if ever. */
const abortAll = ({ persisted }: { persisted?: boolean }): void => {
  if (!persisted) return
  for (const transaction of running)
    try {
      transaction.abort()
    } catch {
      // It was just ending.
    }
  running.clear()
}

/**
 * Aborts what this connection is at when its page is put away. WebKit keeps such a page's transactions open: they neither end nor fail, and
 * every other page and the worker wait behind them for as long as the page is in the cache (WebKitGTK 2.50, `npm run test:browsers`).
 */
export const abortWhenPutAway = <A extends unknown[], T extends Running>(database: Database<A, T>): void => {
  const begin = database.transaction
  database.transaction = function (this: Database<A, T>, ...scope: A) {
    const transaction = begin.apply(this, scope)
    const ended = () => running.delete(transaction)
    running.add(transaction)
    transaction.addEventListener('complete', ended)
    transaction.addEventListener('abort', ended)
    return transaction
  }
  if (listening) return
  listening = true
  ;(globalThis as Page).addEventListener?.('pagehide', abortAll)
}
