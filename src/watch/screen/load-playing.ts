/** The one place that names the player's code. */
export const loadPlaying = (): Promise<typeof import('../Playing.tsx')> => import('../Playing.tsx')
