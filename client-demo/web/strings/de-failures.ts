import type { RefusalCode } from '../../../shared/protocol/refusals.ts';
import type { enFailures } from './en-failures.ts';

/** Refusals by the HTTP API that a person can meet here, besides those of the rules. */
type AccountCode =
  | 'account/username-taken'
  | 'account/invalid-token'
  | 'account/not-found'
  | 'account/not-a-guest'
  | 'account/accounts-only'
  | 'auth/busy'
  | 'auth/invalid-credentials'
  | 'auth/too-many-attempts'
  | 'auth/wrong-password'
  | 'game/too-many-awaiting'
  | 'game/no-such-bot'
  | 'request/invalid'
  | 'request/too-many'
  | 'server/internal'
  | 'server/stopping'
  | 'server/unavailable';

const invalidSettings = 'Diese Einstellungen lassen sich nicht spielen.';
const internal = 'Auf dem Server ist etwas schiefgegangen.';
const storeSilent = 'Der Speicher antwortet nicht; versuche es noch einmal.';
const seatTaken = 'Jemand war schneller: alle Plätze sind besetzt.';

/** In German: the rules' and the rooms' own codes whole, and those of the API that a person can meet. */
export const deFailures: Readonly<Record<RefusalCode | AccountCode | keyof typeof enFailures, string>> = {
  'client/unreachable': 'Der Server ist nicht erreichbar. Prüfe die Verbindung und versuche es noch einmal.',
  'client/failed': 'Hier ist etwas schiefgegangen. Lade die Seite neu und versuche es noch einmal.',
  'client/premove-impossible': 'Der Zug, den du gewählt hattest, geht nicht mehr.',
  'client/no-answer': 'Der Server hat nicht rechtzeitig geantwortet.',
  'client/removed': 'Die Aufsicht hat diese Verbindung beendet.',
  'account/username-taken': 'Dieser Name ist vergeben.',
  'account/invalid-token': 'Dieser Link gilt nicht oder nicht mehr.',
  'account/not-found': 'Dieses Konto gibt es nicht.',
  'account/not-a-guest': 'Das geht nur als Gast.',
  'account/accounts-only': 'Das geht nur mit einem Konto.',
  'auth/busy': 'Der Server hat gerade zu tun; versuche es gleich noch einmal.',
  'auth/invalid-credentials': 'Name oder Passwort stimmt nicht.',
  'auth/too-many-attempts': 'Zu viele Versuche.',
  'auth/wrong-password': 'Das ist nicht dein Passwort.',
  'game/too-many-awaiting': 'Du hast schon zehn wartende Partien.',
  'game/no-such-bot': 'Diesen Bot gibt es hier nicht.',
  'request/invalid': 'Einige Angaben stimmen nicht.',
  'request/too-many': 'Zu viele Anfragen.',
  'server/internal': internal,
  'server/stopping': 'Dieser Server wird gerade beendet; versuche es noch einmal.',
  'server/unavailable': storeSilent,
  'game/not-found': 'Diese Partie gibt es nicht.',
  'game/already-created': 'Diese Partie gibt es schon.',
  'game/invalid-settings': invalidSettings,
  'game/no-ladder': 'Nur die benannten Bretter werden gewertet.',
  'game/not-rated': 'Du kannst keine gewerteten Partien spielen.',
  'game/seat-taken': seatTaken,
  'game/already-seated': 'Du sitzt schon in dieser Partie.',
  'game/full': seatTaken,
  'game/not-a-player': 'Du spielst in dieser Partie nicht mit.',
  'game/not-awaiting': 'Diese Partie hat begonnen.',
  'game/not-playing': 'Diese Partie wird nicht gespielt.',
  'game/not-ended': 'Diese Partie ist nicht zu Ende.',
  'game/not-your-turn': 'Du bist nicht am Zug.',
  'game/outside-board': 'Dieses Feld liegt außerhalb des Bretts.',
  'game/cell-taken': 'Dieses Feld ist besetzt.',
  'game/column-full': 'Diese Spalte ist voll.',
  'game/row-needed': 'Die Zeile fehlt.',
  'game/out-of-time': 'Deine Zeit ist abgelaufen.',
  'game/time-remains': 'Es ist noch Zeit auf der Uhr.',
  'game/no-time-lost': 'Es ist keine Zeit verloren gegangen, die nicht schon gutgeschrieben ist.',
  'game/too-late-to-abort': 'Beide Seiten haben gezogen; die Partie lässt sich nicht mehr absagen.',
  'game/already-offered': 'Das hast du schon angeboten.',
  'game/too-many-offers': 'Das hast du zu oft angeboten.',
  'game/no-offer': 'Dieses Angebot gibt es nicht.',
  'game/own-offer': 'Auf dein eigenes Angebot kannst du nicht antworten.',
  'game/nothing-to-take-back': 'Du hast keinen Zug zurückzunehmen.',
  'game/no-clock': 'Diese Partie hat keine Uhr.',
  'game/clock-full': 'Mehr Zeit fasst die Uhr nicht.',
  'game/opponent-present': 'Die Gegenseite ist da oder noch nicht lange genug fort.',
  'game/not-expired': 'Diese Partie ist nicht abgelaufen.',
  'game/rematch-agreed': 'Eine Revanche ist schon vereinbart.',
  'room/invalid-message': 'Diese Nachricht ist nicht zu verstehen.',
  'room/too-fast': 'Zu viele Nachrichten; langsamer, bitte.',
  'room/invalid-token': 'Dieser Schlüssel öffnet diesen Raum nicht.',
  'room/token-used': 'Dieser Schlüssel ist schon benutzt.',
  'room/spectators-only-watch': 'Wer zuschaut, schaut nur zu.',
  'room/full': 'Es ist kein Platz mehr für weitere Verbindungen.',
  'room/not-open': 'Dieser Raum ist nicht offen; tritt noch einmal ein.',
  'room/unavailable': storeSilent,
  'room/internal': internal,
};
