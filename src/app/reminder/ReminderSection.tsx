export const ReminderSection = () => null
