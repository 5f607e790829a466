/** Names that people type and the zone database does not have. Each city has kept one clock with its zone for decades. */
const ALIASES: readonly (readonly [zone: string, names: readonly string[]])[] = [
  [
    'Asia/Shanghai',
    ['china', 'prc', 'beijing', 'peking', 'shenzhen', 'guangzhou', 'hangzhou', 'nanjing', 'wuhan', 'chengdu', "xi'an", 'xian'],
  ],
  [
    'Asia/Shanghai',
    ['中国', '北京', '北京时间', '上海', '深圳', '广州', '杭州', '南京', '武汉', '成都', '西安', '重庆', '天津', '苏州', '合肥', '哈尔滨'],
  ],
  ['Asia/Urumqi', ['乌鲁木齐']],
  ['Asia/Hong_Kong', ['hongkong', '香港']],
  ['Asia/Macau', ['macao', '澳门', '澳門']],
  ['Asia/Taipei', ['taiwan', '台北', '臺北', '台湾', '臺灣']],
  ['Asia/Singapore', ['新加坡']],
  ['Asia/Kuala_Lumpur', ['吉隆坡']],
  ['Asia/Tokyo', ['japan', 'osaka', 'kyoto', '日本', '东京', '東京', '大阪', '京都']],
  ['Asia/Seoul', ['korea', 'south korea', '韩国', '首尔']],
  ['Asia/Bangkok', ['曼谷']],
  ['Asia/Ho_Chi_Minh', ['hanoi', '河内', '胡志明市']],
  ['Asia/Kolkata', ['india', 'delhi', 'new delhi', 'mumbai', 'bangalore', 'bengaluru', 'hyderabad', 'chennai', '印度', '新德里', '孟买']],
  ['Asia/Dubai', ['迪拜']],
  ['Europe/Moscow', ['莫斯科']],
  ['Europe/London', ['uk', 'england', 'cambridge', 'oxford', 'edinburgh', '英国', '伦敦']],
  ['Europe/Paris', ['france', '法国', '巴黎']],
  ['Europe/Berlin', ['germany', 'munich', 'hamburg', '德国', '柏林', '慕尼黑']],
  ['Europe/Zurich', ['switzerland', 'geneva', 'lausanne', '瑞士', '苏黎世']],
  ['Europe/Amsterdam', ['netherlands', '荷兰', '阿姆斯特丹']],
  ['America/New_York', ['boston', 'pittsburgh', 'philadelphia', 'washington dc', '纽约', '波士顿']],
  ['America/Chicago', ['austin', 'houston', 'dallas', '芝加哥']],
  ['America/Los_Angeles', ['san francisco', 'seattle', 'san diego', 'stanford', 'berkeley', '洛杉矶', '旧金山', '西雅图', '圣地亚哥']],
  ['America/Toronto', ['waterloo', 'ottawa', '多伦多']],
  ['America/Vancouver', ['温哥华']],
  ['Australia/Sydney', ['canberra', '悉尼', '堪培拉']],
  ['Australia/Melbourne', ['墨尔本']],
  ['Pacific/Auckland', ['new zealand', '新西兰', '奥克兰']],
  ['UTC', ['utc', 'gmt', '世界时']],
];

/** ICU keeps the names of the nineties for these; the zone database has moved on. */
const RENAMED: Readonly<Record<string, string>> = {
  'Africa/Asmera': 'Africa/Asmara',
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'America/Catamarca': 'America/Argentina/Catamarca',
  'America/Coral_Harbour': 'America/Atikokan',
  'America/Cordoba': 'America/Argentina/Cordoba',
  'America/Godthab': 'America/Nuuk',
  'America/Indianapolis': 'America/Indiana/Indianapolis',
  'America/Jujuy': 'America/Argentina/Jujuy',
  'America/Louisville': 'America/Kentucky/Louisville',
  'America/Mendoza': 'America/Argentina/Mendoza',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
  'Pacific/Enderbury': 'Pacific/Kanton',
  'Pacific/Ponape': 'Pacific/Pohnpei',
  'Pacific/Truk': 'Pacific/Chuuk',
};

/** Longer than any zone's name. */
const LONGEST_NAME = 64;

/**
 * The zone's name as the database of today writes it, or null. Understood are its own names in any case (`asia/shanghai`), its old ones
 * (`Asia/Calcutta`, `US/Pacific`), its cities alone (`Berlin`, `New York`) and common names in both languages (`北京`, `Beijing`).
 * Refused are offsets (`UTC+8`, `+08:00`, `GMT+8`): a zone knows its clock changes, an offset does not, and `Etc/GMT-8`, which may be
 * typed by who wants a fixed one, has its sign the other way round. Refused are abbreviations too: `CST` is Chicago and China.
 */
export function validZone(name: string): string | null {
  const key = name.normalize('NFKC').trim().toLowerCase().replaceAll(/\s+/gu, ' ');
  if (key === '' || key.length > LONGEST_NAME) return null;
  const alias = ALIASES.find(([, names]) => names.includes(key))?.[0];
  if (alias) return alias;
  return key.includes('/') ? canonical(key.replaceAll(' ', '_')) : byCity(key.replaceAll(' ', '_'));
}

function canonical(name: string): string | null {
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions();
    return RENAMED[timeZone] ?? timeZone;
  } catch {
    return null; // the platform has no other way of saying that it does not know a zone
  }
}

function byCity(city: string): string | null {
  for (const listed of Intl.supportedValuesOf('timeZone')) {
    const zone = RENAMED[listed] ?? listed;
    if (cityOf(zone) === city || cityOf(listed) === city) return zone;
  }
  return null;
}

const cityOf = (zone: string): string => zone.slice(zone.lastIndexOf('/') + 1).toLowerCase();
