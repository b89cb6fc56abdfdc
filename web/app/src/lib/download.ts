// Hands a file to the person: where the device can, to another app ("share"), else as a download.

export function download(name: string, type: string, content: string | Uint8Array<ArrayBuffer>): void {
  const url = URL.createObjectURL(new Blob([content], {type}));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000); // some browsers read it only when the person has chosen a folder
}

const fileOf = (name: string, type: string, content: string | Uint8Array<ArrayBuffer>): File => new File([content], name, {type});

export function canShareFiles(name: string, type: string): boolean {
  return typeof navigator.canShare === 'function' && navigator.canShare({files: [fileOf(name, type, ' ')]});
}

// False: it was not handed over, also where the person thought better of it.
export async function shareFile(name: string, type: string, content: string | Uint8Array<ArrayBuffer>, title: string): Promise<boolean> {
  try {
    await navigator.share({files: [fileOf(name, type, content)], title});
    return true;
  } catch {
    return false;
  }
}
