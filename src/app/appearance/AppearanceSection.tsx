export const AppearanceSection = () => null
