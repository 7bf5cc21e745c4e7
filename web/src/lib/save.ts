/** Downloads a file by a plain link, so that the browser streams a large one to disk. */
export function saveFile(href: string): void {
  const link = document.createElement("a");
  link.href = href;
  link.download = "";
  link.click();
}
