export function bundleScript(source: string): Promise<string>;
