/** A style sheet as text: esbuild puts it into the script. */
declare module '*.css' {
  const text: string;
  export default text;
}
