export function bundleWidget(source: string): Promise<string>;
