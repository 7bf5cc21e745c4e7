export interface Position {
  latitude: number;
  longitude: number;
}

const written = /^\s*([+-]?\d+(?:\.\d+)?)\s*[,،;\s]\s*([+-]?\d+(?:\.\d+)?)\s*$/;

/** Reads "40.4168, -3.7038", as maps write it; null if it isn't a place on earth. */
export function positionOf(text: string): Position | null {
  const found = written.exec(text);
  if (!found) return null;
  const position = { latitude: Number(found[1]), longitude: Number(found[2]) };
  const isOnEarth = Math.abs(position.latitude) <= 90 && Math.abs(position.longitude) <= 180;
  return isOnEarth ? position : null;
}

/** Writes it so that `positionOf` reads it; to about a metre. */
export function positionText({ latitude, longitude }: Position): string {
  return `${rounded(latitude)}, ${rounded(longitude)}`;
}

function rounded(degrees: number): number {
  return Number(degrees.toFixed(5));
}

/** Where this device is, if its owner agrees. */
export function currentPosition(): Promise<Position> {
  return new Promise((resolve, reject) => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve({ latitude: coords.latitude, longitude: coords.longitude }),
      reject,
      { timeout: 15_000, maximumAge: 60_000 },
    );
  });
}
