/** Name of the cache of code that is not precached: the worker keeps it as it is asked for, the page what it has already. */
export const lateCache = 'sada-player'
