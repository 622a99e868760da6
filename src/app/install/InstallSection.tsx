export const InstallSection = () => null
