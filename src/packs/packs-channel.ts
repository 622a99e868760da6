/** Where tabs tell each other that the store has `changed`, or that one of them erases everything (`erase`) and all others must leave. */
export const packsChannel = 'sada-packs'
