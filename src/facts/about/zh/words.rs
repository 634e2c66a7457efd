//! Words that stand between a Chinese number and what it counts, or end the name of that.

/// What follows a number and names nothing.
pub(super) const ROUGHLY: &[&str] = &["左右", "上下", "以上", "以下", "以内", "以外"];

/// Words that the dictionary has as nouns and that name nothing beside a number.
pub(super) const NO_NAMES: &[&str] = &[
    "全部", "全体", "全體", "其余", "其餘", "总数", "總數", "俘", "俘虏", "俘虜", "值", "处", "處", "运", "運", "的话",
];

/// Measure words that are things themselves: of 三千户 where nothing else is named, households are counted.
pub(super) const THINGS: &[char] = &['人', '户', '戶', '券', '炮'];

/// Those of them that are people, and may be called more exactly: 二十万工人, 农民三千户.
pub(super) const PEOPLE: &[&str] = &["人", "户", "戶"];

/// What verbs of two characters may hold as their object: 打井 is to dig wells, 歼敌 to destroy enemies.
pub(super) const OBJECTS: &[char] = &[
    '井', '敌', '敵', '树', '樹', '林', '草', '肥', '猪', '豬', '羊', '牛', '马', '馬', '鸡', '雞', '鱼', '魚', '粮',
    '糧', '棉', '麦', '麥', '田', '荒', '地', '渠', '堤', '路', '桥', '橋', '房', '屋', '船', '车', '車', '铁', '鐵',
    '钢', '鋼', '煤', '油', '盐', '鹽', '糖', '布', '纱', '紗', '茶', '款', '税', '稅', '债', '債', '股', '枪', '槍',
    '炮',
];

/// The last characters of the names of dimensions, which have an amount and are not counted: 高度, 重量, 成绩.
pub(super) const DIMENSIONS: &[char] = &[
    '度', '量', '重', '额', '額', '数', '數', '值', '价', '價', '率', '积', '積', '长', '長', '宽', '寬', '高', '深',
    '厚', '离', '離', '绩', '績', '径', '徑', '速', '费', '費',
];

/// Verbs and adverbs that link a number to what stands before it: 产量达到…, 人数约为…. In the order of their characters.
pub(super) const LINKS: &[&str] = &[
    "(",
    "一共",
    "一般",
    "上升",
    "上升到",
    "上涨",
    "下降",
    "不下",
    "不到",
    "不足",
    "为",
    "也",
    "也有",
    "了",
    "亦",
    "仅",
    "仅有",
    "仍",
    "仍有",
    "从",
    "以上",
    "估计",
    "便有",
    "值",
    "共",
    "共为",
    "共有",
    "共计",
    "共达",
    "净",
    "减产",
    "减少",
    "减少到",
    "减至",
    "分别",
    "分别为",
    "分别是",
    "则",
    "刚",
    "到",
    "則",
    "占",
    "即",
    "厚",
    "又",
    "发展到",
    "另有",
    "只",
    "只有",
    "只需",
    "可",
    "可以",
    "可达",
    "各",
    "各为",
    "各有",
    "合计",
    "合计达",
    "同比",
    "均",
    "均为",
    "均有",
    "增产",
    "增到",
    "增加",
    "增加到",
    "增至",
    "增长",
    "多",
    "多达",
    "大多",
    "大约",
    "实",
    "实产",
    "宽",
    "寬",
    "将近",
    "尚",
    "尚有",
    "就",
    "就有",
    "已",
    "已有",
    "已经",
    "已达",
    "平均",
    "应",
    "当时",
    "從",
    "总共",
    "总共有",
    "总计",
    "总计达",
    "恰",
    "恰为",
    "或",
    "才",
    "才有",
    "扩大到",
    "扩展到",
    "据估计",
    "据统计",
    "据计算",
    "提高",
    "提高到",
    "是",
    "有",
    "正",
    "毛",
    "深",
    "环比",
    "现",
    "现在",
    "现有",
    "由",
    "目前",
    "确",
    "确有",
    "竟",
    "竟有",
    "竟达",
    "等",
    "累计",
    "累计达",
    "约",
    "约为",
    "约有",
    "约计",
    "缩减",
    "至",
    "至今",
    "至少",
    "获",
    "计",
    "计值",
    "计有",
    "超过",
    "达",
    "达到",
    "达成",
    "达至",
    "迄今",
    "近",
    "还",
    "还有",
    "還",
    "都",
    "都有",
    "重",
    "長",
    "长",
    "长达",
    "降低",
    "降到",
    "降至",
    "需",
    "需要",
    "须",
    "预计",
    "高",
    "高达",
    "（",
];

pub(super) fn is_link(word: &str) -> bool {
    LINKS.binary_search(&word).is_ok()
}

/// What stands before the name of a place.
pub(super) const PREPOSITIONS: &[&str] =
    &["在", "于", "从", "從", "自", "由", "到", "至", "往", "赴", "抵", "来", "來", "离", "離", "驻", "駐"];

/// Whether a word names the whole of an area alone: 全国, 全县.
pub(super) fn is_whole(word: &str) -> bool {
    word.starts_with('全') && word.chars().count() == 2
}

/// Whether a character belongs to a number and not to its measure word.
pub(super) fn is_numeral(c: char) -> bool {
    "〇一二三四五六七八九十百千万亿萬億零两兩多余餘几幾数數".contains(c)
}
