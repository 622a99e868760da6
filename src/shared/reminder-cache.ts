/** The Cache Storage that reminders are kept in (`library/reminder/kept-reminders.ts`); who finds none needs none of that code. */
export const remindersCache = 'sada-reminders'
