"""Who has what a sentence speaks of: patients and children, not those who treat, judge, visit or report."""

from __future__ import annotations

import pytest

from tests.recognizers.test_people import find


def sensitive(text: str) -> set[str]:
    """Categories of what is tied to a person."""
    return {f.category for f in find(text) if f.rule.endswith("_of_person")}


@pytest.mark.parametrize(
    "text",
    [
        "据市第一医院心内科副主任医师张伟介绍，高血压患者冬季要注意保暖。",
        "“糖尿病患者要控制饮食。”张伟告诉记者。",
        "记者王小明从市人民医院获悉，该院肿瘤科李建国医生团队完成首例手术。",
        "李建国教授领衔的团队发现，抑郁症与睡眠有关。",
        "张伟在接受《柳塘日报》记者采访时表示，透析病人都有补助。",
        "王芳（市疾控中心主任医师）介绍，艾滋病可防可控。",
        "王芳，市疾控中心主任医师，长期研究艾滋病。",
        "残联理事长王小明慰问残疾儿童。",
        "低保科科长李建国参加会议。",
        "透析中心王芳负责接待。",
        "法官王芳判处被告人缓刑。",
        "主治醫師張偉指出，中風病人應及早就醫。",
        "市残联王芳介绍了残疾人补贴标准。",
        "监狱长李建国走访服刑人员家属。",
        "服刑人员的权利受法律保护，残疾人两项补贴标准按年调整。",
        "全县因病致贫家庭减少三成。",
        "根据《残疾人保障法》，残疾等级分为四级，联系人：李建国。",
        "王小明任监狱管理局服刑人员教育科科长。",
        "李建国荣获全国自强模范，多年从事残疾人就业工作。",
        "王小明同志帮助精神残疾贫困户32户脱贫。",
        "王小明购买小产权房，人工智能不足以取代他，当地经济发展迟缓。",
        "肿瘤科 / 王小明 / 副主任医师 / 周二全天（擅长肺癌、乳腺癌化疗）",
        "王小明，1988届校友，现任青禾大学教授，主要研究方向为癌症早期诊断。",
        "给予副镇长王小明党内警告处分。",
        "初二（6）班班主任王小明获表彰，违纪学生另行处分。",
        "1930年王小明被捕入狱，在狱中坚持斗争。",
    ],
)
def test_who_speaks_treats_or_visits_is_not_ill(text: str) -> None:
    """An office or a profession beside a name, and the name of an office that sounds like an illness."""
    assert sensitive(text) == set()


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("患者张伟，男，45岁，诊断为肝癌。", "personal.health"),
        ("低保户李建国，因脑出血住院。", "personal.health"),
        ("村民王小明确诊肺结核，现在市医院治疗。", "personal.health"),
        ("教师李建国患抑郁症请假。", "personal.health"),
        ("局长张伟身患癌症仍坚持工作。", "personal.health"),
        ("王芳的丈夫瘫痪在床，生活困难。", "personal.hardship"),
        ("村民王芳，丈夫服刑，独自抚养两个孩子。", "personal.criminal"),
        ("村民王芳，精神残疾二级，无业。", "personal.health"),
        ("王小明受资助的困难学生，患白血病。", "personal.health"),
        ("王小明，东风村三组，致贫原因：精神残疾二级。", "personal.health"),
        ("個案陳大文，配偶服刑中，由社工跟進。", "personal.criminal"),
        ("王小明，糖尿病，长期透析，", "personal.health"),
        ("陳大文先生患有帕金森病，由社工跟進。", "personal.health"),
        ("居民陳大文確診肺結核，", "personal.health"),
        ("给予初二（6）班学生王小明记过处分。", "personal.minor"),
        ("1年3班 12 莊大文 吸食電子菸 大過乙次", "personal.minor"),
        ("四乙班欺凌事件，涉事學生為岑大文，已交訓導主任跟進。", "personal.minor"),
        ("關於高一3班同學陳大文的處分決定：陳大文留校察看。", "personal.minor"),
        ("一年三班 劉柏均 因霸凌記大過乙次", "personal.minor"),
        ("王小明，2023年确诊肺癌，妻子李梅，市一院护士。", "personal.health"),
        ("黄小花患忧郁症在家休养。", "personal.health"),
        ("楊淑芬女士患柏金遜症，", "personal.health"),
        ("李建国因与邻居互殴被行拘十日。", "personal.criminal"),
        ("姓名\t张伟\n性别\t男\n情况说明\t患糖尿病十年\n住址\t柳塘村", "personal.health"),
        ("姓名\t张伟\t情况说明\t患糖尿病\n性别\t男\t住址\t柳塘村\n民族\t汉\t电话\t无", "personal.health"),
    ],
)
def test_patients_stay(text: str, category: str) -> None:
    """An office keeps nobody from falling ill; what says so beside a doubtful name makes it one."""
    assert category in sensitive(text)


@pytest.mark.parametrize(
    "text",
    [
        "学生王小明，9岁，某小学三（2）班，父亲王建国。",
        "王小明，男，9岁，就读于柳塘小学三年级。",
        "王小明（女，2018年3月7日出生），住柳塘村，母亲李芳。",
        "學生陳小華，8歲，就讀柳塘國小三年二班，家長陳大文。",
        "9岁的王小明在柳塘小学读书，监护人李建国。",
        "個案陳小華（8歲，就讀某國小三年級），疑遭父親管教過當。",
        "姓名\t王小明\t性别\t男\n年龄\t9\t学校\t柳塘小学\n住址\t柳塘村\t家长\t李建国",
        "姓名\t王小明\n出生日期\t2018-03-07\n性别\t男\n学校\t柳塘小学",
    ],
)
def test_children_who_can_be_found(text: str) -> None:
    """个人信息保护法 28: below fourteen, by name and school or parents."""
    found = [f for f in find(text) if f.category == "personal.minor"]
    assert [str(f.severity) for f in found] == ["consent"]


@pytest.mark.parametrize(
    "text",
    [
        "一名9岁男孩在河边溺水，被路人救起。",
        "6岁的小朋友们在公园里放风筝。",
        "张伟5岁开始学琴，父亲是他的老师。",
        "王勃六岁能文，父亲王福畤曾任太常博士。",
        "大熊猫“青青”于2020年7月3日出生，体重正常。",
        "张伟，1976年3月7日出生，柳塘小学校长。",
        "小学生王小明（化名），9岁，因沉迷游戏被父亲责骂。",
        "王小明，46岁，就读于柳塘夜校，",
    ],
)
def test_ages_that_find_no_child(text: str) -> None:
    """No name, a childhood long past, an animal, a grown man."""
    assert "personal.minor" not in {f.category for f in find(text)}


@pytest.mark.parametrize(
    ("text", "illness"),
    [
        ("女儿李思涵今年6岁，去年确诊急性淋巴细胞白血病。", "急性淋巴细胞白血病"),
        ("张伟患晚期肺癌，住在三楼。", "晚期肺癌"),
        ("王小明患先天性心脏病。", "先天性心脏病"),
        ("王小明系精神残疾二级，由母亲照顾。", "精神残疾二级"),
        ("個案陳大文患有肢體障礙。", "肢體障礙"),
    ],
)
def test_an_illness_is_named_whole(text: str, illness: str) -> None:
    """What is left of its name after blacking out would tell it (急性淋巴细胞■■■)."""
    spans = {o.span for f in find(text) if f.rule == "personal.health_of_person" for o in f.occurrences}
    assert illness in {text[slice(*span)] for span in spans}


@pytest.mark.parametrize(
    ("text", "categories"),
    [
        ("产妇名叫岑秀兰，31岁，经营轮胎店。病历显示她系HIV感染者，孕早期起接受治疗。", {"personal.health"}),
        ("產婦名叫岑秀蘭，31歲。病歷顯示她係愛滋感染者。", {"personal.health"}),
        ("我们走访了村民李建国。他在工地干活。去年其被查出尿毒症。", {"personal.health"}),
        ("我们走访了村民李建国。\n当事人患有糖尿病。", set()),
        ("我们走访了村民李建国。其他患者有糖尿病史的请登记。", set()),
        ("我们走访了村民李建国。他们中有三人患糖尿病。", set()),
        ("我们走访了村民李建国。糖尿病患者可以申请补助。", set()),
        ("我们走访了村民李建国。邻居王小明来帮忙。他患有糖尿病。", {"personal.health"}),
    ],
)
def test_what_the_next_sentence_says_by_a_pronoun(text: str, categories: set[str]) -> None:
    """It is said of the person named last in the paragraph."""
    assert sensitive(text) == categories


def test_a_pronoun_means_the_last_who_was_named() -> None:
    """An official named in between is who is meant, and nobody else."""
    assert sensitive("我们走访了村民李建国。县长王小明说了话。她身体好，不患糖尿病。") == set()


@pytest.mark.parametrize(
    ("text", "categories"),
    [
        ("患者：张桂芳\n诊断：高血压\n床号：12", {"personal.health"}),
        ("診斷：某某綜合徵\n姓名：張桂芳", {"personal.health"}),
        ("逝者: 阙阿发\n死因: 自缢\n火化日期: 12月5日", {"personal.health"}),
        ("申请人：李建国\n家庭住址：（略）\n申请理由：妻子常年透析", {"personal.health"}),
        ("姓名：张桂芳\n健康状况：良好", set()),
        ("姓名：张桂芳\n\n诊断：由医院出具", set()),
        ("主讲人：张桂芳\n主题：高血压的防治\n时间：周五", set()),
        ("主治医师：张桂芳\n诊断：高血压", set()),
        ("诊断：高血压\n床号：12", set()),
    ],
)
def test_forms_of_lines(text: str, categories: set[str]) -> None:
    """A field is said of the person whom another field of the same form names."""
    assert sensitive(text) == categories


def test_a_list_of_doctors_is_of_nobody_ill() -> None:
    """Cells of a rota: department, name, title."""
    assert (
        sensitive("科室 | 专家 | 职称\n妇科(不孕不育) | 傅晓岚 | 主任中医师\n肝病科 | 宁海 | 主任医师")
        == set()
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("投诉人：孙丽华", True),
        ("据舉報人張建國反映，該廠夜間偷排。", True),
        ("信访人李秀兰反映楼顶漏水问题，现答复如下。", True),
        ("来信人为王小明，住青石小区。", True),
        ("陳情人張惠美君陳情路燈不亮一案。", True),
        ("申訴人 陳大文 投訴職員態度", True),
        ("被投诉人李建国已作出说明。", False),
        ("投诉人王先生称物业乱收费，经办人：李建国", False),
        ("信访人张某某反映问题，由李建国办理。", False),
        ("李建国说，投诉人可以登录平台查询。", False),
    ],
)
def test_who_complains_must_not_become_known(text: str, found: bool) -> None:  # noqa: FBT001
    """The name right behind the word, not that of whom the complaint is about or who handles it."""
    named = [one for one in find(text) if one.rule == "personal.victim_of_person"]
    values = {text[o.span[0] : o.span[1]] for one in named for o in one.occurrences}
    assert bool(values - {"信访人", "举报人", "舉報人"}) is found


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("村民王小明患有癫痫，由邻居李秀英照看。", ["王小明"]),
        ("王小明，52岁。去年他因盗窃罪被判缓刑。", ["王小明"]),
        ("低保对象公示\n1.王小明，青山镇东风村三组，低保户，月保障金860元。", []),
        ("王小明在镇文化站工作。", []),
    ],
)
def test_the_one_of_whom_it_is_told_is_named(text: str, names: list[str]) -> None:
    """Either the name or what is told of it must go; the law may allow both."""
    found = [f for f in find(text) if f.rule == "personal.combination"]
    assert [text[slice(*o.span)] for f in found for o in f.occurrences] == names


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("去年那起继父侵害案的被害女孩，事后随外婆搬到塔班镇，在镇上唯一一所中学插班。", True),
        ("被欺凌的同學目前情緒穩定，據其就讀的明翰中學回覆，校方已跟進。", True),
        ("我校去年转学的那名初二男生，因对同班女生实施猥亵，被从轻处理。", True),
        ("被告人系原镇长之子，现年十七岁，就读于明德中学。", True),
        ("被告係前里長之子，現年十七歲，就讀明德高中。", True),
        ("嫌疑人作案时年仅16岁，就读于某职业高中，法院依法不公开审理。", False),
        ("被害人45岁，就读于老年大学，住在平安小区。", False),
        ("被害女孩在某中学就读，经心理疏导已返校。", False),
        ("该院对性侵未成年人案件落实一站式询问，为被害女童提供救助。", False),
        ("一名初二男生在实验中学对同学讲述防欺凌知识。", False),
    ],
)
def test_a_minor_in_a_case_is_told_without_a_name(text: str, is_found: bool) -> None:  # noqa: FBT001
    """未成年人保护法 103: the school, the home, whatever tells who it is."""
    assert ("personal.minor" in {f.category for f in find(text) if f.severity != "notice"}) == is_found


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("患者今年57岁，是龙泉沟乡中学的物理老师，也是这所学校唯一的物理老师，腹腔里长了肿瘤。", True),
        ("童童的爸爸是镇上唯一的邮递员。今年3月，童童被确诊为血液病。", True),
        ("馬場村全村就剩他一個的放羊老漢，得的是肺結核，住院半年。", True),
        ("受訪者謝先生為本區唯一之血友病患者。", True),
        ("全镇唯一一名尘肺病人老谢住在村东头。", True),
        ("本区唯一的血友病患者之家昨日揭牌。", False),
        ("本村唯一的卫生室可为高血压患者开药。", False),
        ("他是镇上唯一的邮递员，三十年没有丢过一封信。", False),
        ("我院是全市唯一的定点医院，患者可凭医保卡住院。", False),
    ],
)
def test_a_patient_is_told_by_what_only_one_is(text: str, is_found: bool) -> None:  # noqa: FBT001
    """个人信息保护法 4: who can be told is named."""
    assert ("personal.health_of_somebody" in {f.rule for f in find(text)}) == is_found
