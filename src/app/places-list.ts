/** The four places, in the order of the bar; also the first part of their paths. */
export const places = ['watch', 'read', 'give', 'packs'] as const
