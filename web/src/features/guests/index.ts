export { AnswerChip } from "./components/AnswerChip";
export { answerLabel as answerWord, attendanceLabel as attendanceWord } from "./model";
export { guestKeys, useAnswerFor, useChangeGuest, useFoundGuests, useGuestsLive } from "./queries";
