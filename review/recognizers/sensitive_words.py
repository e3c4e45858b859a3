"""Words for what 个人信息保护法 28 and GB/T 35273 annex B call sensitive, in simplified script."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from review.patterns import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator

_ORGANS = (
    "肺", "肝", "胃", "肠", "肾", "脑", "乳腺", "食管", "食道", "宫颈", "鼻咽", "膀胱", "前列腺", "甲状腺",
    "卵巢", "胰腺", "子宫", "喉", "胆管",
)  # fmt: skip
"""Before CA, physicians' short form of cancer."""
WORDS: dict[str, tuple[str, ...]] = {
    "personal.health": (
        "艾滋病", "HIV", "AIDS", "梅毒", "性病", "乙肝", "丙肝", "肺结核", "结核病", "新冠", "癌", "肿瘤",
        "恶性", "白血病", "淋巴瘤", "尿毒症",
        "肾衰", "透析", "肝硬化", "心脏病", "冠心病", "心梗", "脑梗", "脑出血", "脑卒中", "中风", "偏瘫",
        "瘫痪", "截瘫", "截肢", "癫痫", "精神病",
        "精神分裂", "抑郁", "双相", "躁狂", "精神障碍", "痴呆", "阿尔茨海默", "帕金森", "糖尿病", "高血压",
        "哮喘", "尘肺", "血友病", "红斑狼疮",
        "类风湿", "股骨头坏死", "骨折", "先天性", "自闭症", "孤独症", "脑瘫", "唐氏", "患病", "重病",
        "大病", "慢性病", "病故", "病重", "住院", "手术",
        "化疗", "放疗", "怀孕", "孕妇", "孕1", "孕2", "孕3",
        "流产", "不孕", "HBV", "TB", "MDD", "SCZ", "DM", "CKD", "COPD",
        "CVA", "cancer", "tumor", "diabetes",
        "schizophrenia", "depression", "hypertension", "epilepsy", "dialysis", "脊髓损伤", "植物人",
        "器官移植", "恶疾", "传染病患者", "爱滋", "HBsAg", "乙型肝炎", "小三阳", "大三阳",
        "洗肾", "重大伤病", "失智", "思觉失调", "神经衰弱", "精神疾病", "精神疾患", "智力低下", "肌无力",
        "焦虑症", "忧郁症", "躁郁", "恐慌症", "强迫症", "创伤后压力", "PTSD", "过度活跃症",
        "注意力不足过动", "注意力缺陷", "亚斯伯格", "亚氏保加", "妥瑞", "发育迟缓", "发展迟缓儿",
        "柏金逊", "认知障碍症", "脑退化", "脑性麻痹", "小儿麻痹", "羊痫", "羊癫", "肺痨", "心肌梗",
        "主动脉剥离", "洗血", "罕见疾病", "堕胎", "小产", "割腕", "割脉", "安眠药",
        "猩红热", "水痘", "手足口病", "腮腺炎", "疥疮", "登革热", "麻疹", "厌食症", "暴食症",
        "渐冻", "僵直性脊椎炎", "肾病", "肝病", "心衰", "强直性脊柱炎",
        "残疾", "肢残", "视力一级", "听力残", "智力残", "精神残",
        "精神一级", "精神二级", "精神三级", "精神四级",
        "肢体一级", "肢体二级", "肢体三级", "肢体四级", "智力一级", "智力二级", "智力三级", "智力四级",
        "视力二级", "听力一级", "听力二级",
        "言语一级", "多重残", "盲人", "聋哑", "失能", "半失能", "身心障碍", "智障", "弱智", "失明",
        "失聪", "身障", "残障", "听障", "视障", "肢障", "精障", "伤残",
        "智能障碍", "智力障碍", "听力障碍", "视力障碍", "肢体障碍", "语言障碍",
        "人工耳蜗", "孕早期", "孕中期", "孕晚期", "宫外孕", "尖锐湿疣", "淋病", "银屑病", "白癜风", "牛皮癣",
        "癔症", "精分", "甲亢", "地中海贫血", "再生障碍性贫血", "白内障", "青光眼", "心脏搭桥", "心脏支架",
        "心脏起搏器", "脊柱侧弯", "腰椎间盘突出", "色盲", "色弱", "肾结石", "脑膜炎", "心肌炎", "甲肝",
        "戊肝", "甲型肝炎", "丙型肝炎", "肠梗阻", "胃穿孔", "蚕豆病", "苯丙酮尿", "成骨不全",
        "脊髓灰质炎", "硬皮病",
        *(f"{organ}{ca}" for ca in ("CA", "Ca", "ca") for organ in _ORGANS),
    ),
    "personal.id.disability_id": (),
    "personal.hardship": (
        "低保", "特困", "五保", "贫困户", "建档立卡", "脱贫户", "监测户", "困境儿童", "孤儿", "留守儿童",
        "留守老人", "空巢", "失独", "单亲", "离异",
        "丧偶", "无劳动能力", "丧失劳动力", "无固定收入", "家庭困难", "生活困难", "因病致贫", "因残致贫",
        "因学致贫", "流浪", "乞讨", "负债", "欠债", "中低收入户",
        "低收入户", "弱势", "急难救助", "综援",
    ),
    "personal.criminal": (
        "前科", "犯罪记录", "服刑", "刑满释放", "社区矫正", "吸毒", "戒毒", "涉毒", "被判", "判刑", "判处",
        "劳教", "缓刑", "假释", "强制隔离", "行政拘留", "刑拘",
        "羁押", "在逃", "在囚", "行拘", "被拘留", "拘役", "施用毒品", "吸食毒品", "少管所",
    ),
    "personal.victim": ("被害人", "受害人", "性侵", "猥亵", "强奸", "家暴", "家庭暴力", "被拐", "虐待",
    "遗弃", "举报人", "检举人", "信访人", "上访"),
    "personal.religion": ("信教", "信仰", "佛教徒", "穆斯林", "基督徒", "天主教徒", "伊斯兰教", "基督教",
    "天主教", "教徒", "入教", "受洗", "信徒", "皈依", "法轮功", "信奉佛", "信奉道教", "信奉基督",
    "信奉天主", "信奉伊斯兰", "一贯道", "摩门教"),
    "personal.biometric": ("指纹", "虹膜", "声纹", "掌纹", "人脸", "基因", "DNA", "刷脸", "静脉识别"),
    "personal.whereabouts": ("行踪", "轨迹", "入住", "乘坐航班", "定位", "活动轨迹", "密接", "密切接触者",
    "隔离点", "流调"),
    "personal.finance.income": ("月薪", "年薪", "年收入", "月收入", "工资收入", "存款", "资产总额", "房产",
    "征信", "信用评分", "家庭收入", "实领", "实发工资", "应发工资", "工资条", "薪资条", "薪资单"),
    "personal.finance.debt": ("欠款", "逾期", "被执行", "失信", "债务强制执行", "强制执行中"),
    "personal.minor": ("未成年", "周岁以下", "婴儿", "幼儿", "儿童", "幼童", "小学生", "新生儿"),
}  # fmt: skip
REMARKS: dict[str, tuple[str, ...]] = {
    "personal.health": (
        "CA", "Ca", "ICU", "因病", "病逝", "患者", "轮椅", "卧床", "病危", "术后", "无法行走", "不能自理",
        "因残", "病残", "重症", "车祸",
        "已孕", "人工晶体", "扁平足", "自缢", "自杀", "服毒", "坠楼", "溺亡",
    ),
    "personal.hardship": (
        "因灾", "致贫", "返贫", "无生活来源", "无人赡养", "无人抚养", "父母双亡", "父亡", "母亡",
    ),
    "personal.criminal": ("坐牢", "入狱", "收监", "入监", "在监", "在押", "强戒", "被捕", "案底"),
}  # fmt: skip
"""Words that count in a remark on a person only: elsewhere a ward, an obituary, a certificate, a life."""
HIV = lazy(r"艾滋|爱滋|HIV|AIDS", re.IGNORECASE)
NOTHING = lazy(
    r"(?:无|没有|否|不|未|健康|良好|正常|一般|较好|优|好|合格|未见异常|/|／|-|—|–|、|空|同上|0|√|×|是|男|"
    r"女|其他|暂无|None|N/?A|无残疾|无病|身体健康)?[。.]?",
    re.IGNORECASE,
)
"""A cell that says that there is nothing to say."""


_TAUGHT = (
    r"(?<=幼儿)(?:教师|教育|师|园(?:教师|园长|保育|保教|教职|资格))|"
    r"(?<=幼儿)园(?=[)）、])|(?<=未成年)子女(?=[：:)）\s]|$)|"
    r"(?<=儿童)(?:文学|读物|主任|督导|用药|之家|画|乐园|公园)"
)
"""Who and what is there for children."""
_OF_THING = lazy(
    rf"{_TAUGHT}|"
    r"(?<=小产)权|(?<=在囚)[禁笼]|(?<=逾期)(?:不(?![归偿能还])|未(?![归偿清缴结付还])|[将即视])|"
    r"人?证|(?:人|者|人员)?(?:(?:权益)?保障法|权益|就业|教育|康复|事业|工作|补贴|标准|等级分|政策|按摩机构)|配方|用品|食品|保险|疫苗|节|(?:人|病|患者|防治|康复|服务|管理|救助|保障|福利|研究|评定|登记|交易|事务|专科){0,3}"
    r"(?:联合会|[科处局站所室办股]|中心|医院|协会|学会|基金会|研究院|机构|部门)"
)


def said_of_somebody(folded: str) -> Iterator[re.Match[str]]:
    """Words that are not part of the name of a card or an office, as in 残疾人证号 and 低保科."""
    return (word for word in pattern().finditer(folded) if not _OF_THING.match(folded, word.end()))


def said_in_cell(folded: str, *, remark: bool) -> Iterator[str]:
    """Words of a cell of a table; what is there for children is no child."""
    for word in (in_remarks() if remark else pattern()).finditer(folded):
        if not _FOR_CHILDREN.match(folded, word.end()):
            yield word.group()


_FOR_CHILDREN = lazy(_TAUGHT)


@cache
def pattern() -> re.Pattern[str]:
    """All words of running text; Latin abbreviations only where they stand alone."""
    return _any_of([word for words in WORDS.values() for word in words])


@cache
def in_remarks() -> re.Pattern[str]:
    """These, and those of remarks."""
    return _any_of(list(category_of()))


def _any_of(words: list[str]) -> re.Pattern[str]:
    words.sort(key=lambda word: (word.isascii(), -len(word)))
    return lazy("|".join(_alone(word) if word.isascii() else re.escape(word) for word in words))


def _alone(word: str) -> str:
    """A Latin word between other characters; the letter comes first, for ``re`` skips quickly to letters."""
    return rf"{word}(?<![A-Za-z]{word})(?![A-Za-z])"


@cache
def category_of() -> dict[str, str]:
    """Word to category."""
    return {
        word: category for table in (REMARKS, WORDS) for category, words in table.items() for word in words
    }
