/** The one place that names the code of menus, data meter and what comes with them. */
export const loadMore = (): Promise<typeof import('../more/WatchMore.tsx')> => import('../more/WatchMore.tsx')
