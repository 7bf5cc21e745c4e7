/** The few words of the guest's seat map; the page around it speaks by the server's catalogues. */
const en = {
  title: "Choose your seats",
  list: "Choose from a list instead",
  section: "Section",
  group: "Table or row",
  other: "Other seats",
  freeOf: "{free} of {all} free",
  freeCount: "{count} free",
  furtherOn: "Show more",
  map: "Seating plan. Move with the arrow keys, choose with Enter.",
  whose: "Choosing for",
  none: "no seat yet",
  pick: "Tap a free seat for {name}.",
  all: "Everyone has a seat.",
  held: "Kept for you:",
  left: "{minutes} min left",
  confirm: "Keep these seats",
  confirmed: "Your seats are yours.",
  free: "Give back",
  freed: "{name} has no seat now.",
  taken: "Just taken by someone else.",
  near: "Free nearby:",
  expired: "The time is over. Your choice is still here; tap below to take what is free.",
  together: "Best seats for all {count} of us",
  split: "Not all in one row: we found places in two rows, one behind the other.",
  noBlock: "There aren't so many free seats together. Choose them one by one.",
  more: "More time",
  alone: "This would leave {seats} alone between two taken seats. Choose seats next to others.",
  again: "Take them again",
  offline: "No connection. Trying again…",
  failed: "That didn't work. Try again.",
  nobody: "Say who comes first; then you can choose seats.",
  states: { free: "free", held: "being picked by someone", mine: "kept for you", assigned: "taken", blocked: "not available", ours: "your party's" },
  seat: "Seat {seat}",
  accessible: "accessible",
  closer: "Closer",
  further: "Further away",
  everything: "Show everything",
  retry: "Try again",
  legend: "What the plan shows",
};
export type Words = typeof en;

const es: Words = {
  title: "Elegid vuestros asientos", list: "Elegir en una lista", section: "Sección", group: "Mesa o fila", other: "Otros asientos", freeOf: "{free} de {all} libres", freeCount: "{count} libres", furtherOn: "Mostrar más", map: "Plano de asientos. Muévete con las flechas, elige con Intro.",
  whose: "Eligiendo para", none: "aún sin asiento", pick: "Toca un asiento libre para {name}.", all: "Todos tienen asiento.", held: "Guardados para ti:", left: "quedan {minutes} min",
  confirm: "Quedarnos estos asientos", confirmed: "Los asientos son vuestros.", free: "Devolver", freed: "{name} se queda sin asiento.", taken: "Alguien acaba de ocuparlo.", near: "Libres cerca:",
  expired: "Se acabó el tiempo. Tu elección sigue aquí; toca abajo para tomar lo que esté libre.", together: "Los mejores asientos para los {count}", split: "No todos en una fila: hay sitio en dos filas, una detrás de otra.", noBlock: "No hay tantos asientos libres juntos. Elegidlos uno a uno.", more: "Más tiempo", alone: "Así {seats} quedaría solo entre dos ocupados. Elige asientos junto a otros.", again: "Tomarlos otra vez", offline: "Sin conexión. Intentándolo otra vez…", failed: "No ha funcionado. Inténtalo otra vez.",
  nobody: "Primero di quién viene; después puedes elegir asientos.",
  states: { free: "libre", held: "alguien lo está eligiendo", mine: "guardado para ti", assigned: "ocupado", blocked: "no disponible", ours: "de tu grupo" },
  seat: "Asiento {seat}", accessible: "accesible", closer: "Acercar", further: "Alejar", everything: "Ver todo", retry: "Intentar otra vez", legend: "Qué muestra el plano",
};

const ar: Words = {
  title: "اختاروا مقاعدكم", list: "الاختيار من قائمة", section: "القسم", group: "الطاولة أو الصف", other: "مقاعد أخرى", freeOf: "{free} شاغرة من {all}", freeCount: "{count} شاغرة", furtherOn: "عرض المزيد", map: "مخطط المقاعد. تنقّل بالأسهم واختر بمفتاح Enter.",
  whose: "الاختيار لـ", none: "بلا مقعد بعد", pick: "المس مقعدًا شاغرًا لـ{name}.", all: "لكل واحد مقعد.", held: "محجوز لكم:", left: "بقيت {minutes} دقيقة",
  confirm: "تثبيت هذه المقاعد", confirmed: "صارت المقاعد لكم.", free: "إعادة المقعد", freed: "لم يعد لـ{name} مقعد.", taken: "شغله شخص آخر للتو.", near: "الشاغر قريبًا منه:",
  expired: "انتهى الوقت. اختياركم ما زال هنا، والمسوا أدناه لأخذ ما بقي شاغرًا.", together: "أفضل المقاعد لنا نحن الـ{count}", split: "ليسوا جميعًا في صف واحد: وجدنا أماكن في صفين متتاليين.", noBlock: "لا توجد مقاعد شاغرة متجاورة بهذا العدد. اختاروها واحدًا واحدًا.", more: "وقت إضافي", alone: "سيبقى {seats} وحيدًا بين مقعدين مشغولين. اختاروا مقاعد مجاورة لغيرها.", again: "أخذها مجددًا", offline: "لا اتصال. تجري المحاولة مجددًا…", failed: "لم ينجح ذلك. حاول مجددًا.",
  nobody: "حددوا أولًا من سيحضر، ثم اختاروا المقاعد.",
  states: { free: "شاغر", held: "يختاره شخص آخر", mine: "محجوز لكم", assigned: "مشغول", blocked: "غير متاح", ours: "لمجموعتكم" },
  seat: "المقعد {seat}", accessible: "مهيأ للكراسي المتحركة", closer: "تقريب", further: "إبعاد", everything: "عرض الكل", retry: "حاولوا مجددًا", legend: "ما يبيّنه المخطط",
};

export function wordsFor(locale: string): Words {
  const language = locale.slice(0, 2);
  return language === "es" ? es : language === "ar" ? ar : en;
}

export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));
}
