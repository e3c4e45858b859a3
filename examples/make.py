"""Make the fictional drafts in ``examples/drafts`` again: ``python -m examples.make``.

Every name, number and place is invented. Identity numbers are of the year 1900, so that they belong to
nobody alive; mobile numbers are runs of zeros. Needs python-docx, python-pptx, XlsxWriter,
reportlab and the font below.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

DRAFTS = Path(__file__).with_name("drafts")
FONT = "/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf"
"""Apache-2.0; the PDF embeds the characters it uses."""
DAY = dt.datetime(2026, 9, 1, 9, 0, 0, tzinfo=dt.UTC)
PEOPLE = (
    ("王秀兰", "110101190001010017", "青石镇柳树村3组", "一级残疾"),
    ("李建国", "110101190002020024", "青石镇柳树村5组", ""),
    ("赵铁柱", "11010119000303003X", "青石镇白庙村1组", "精神残疾二级"),
    ("孙玉梅", "110101190004040046", "青石镇白庙村2组", "低保"),
    ("周大山", "110101190005050050", "青石镇石桥村4组", ""),
    ("吴桂花", "110101190006060064", "青石镇石桥村6组", "丧偶，独居"),
)


def checked(number: str) -> str:
    """An identity number with the check character that its first 17 digits ask for (GB 11643-1999)."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(w * int(d) for w, d in zip(weights, number[:17], strict=True))
    return number[:17] + "10X98765432"[total % 11]


def credit_code(head: str) -> str:
    """A credit code with the check character that its first 17 ask for (GB 32100-2015)."""
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    total = sum(pow(3, i, 31) * alphabet.index(c) for i, c in enumerate(head))
    return head + alphabet[-total % 31]


def _docx(paragraphs: Sequence[tuple[str, str]], *, change: Callable[[Any], None] | None = None) -> bytes:
    """A Word file from (style, text); ``change`` may work on the document before it is saved."""
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    document = Document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "FangSong", Pt(16)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "仿宋")
    for style, text in paragraphs:
        paragraph = document.add_paragraph()
        run = paragraph.add_run(text)
        if style == "title":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            run.bold, run.font.size = True, Pt(22)
        elif style == "red":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            run.font.size, run.font.color.rgb = Pt(30), RGBColor(0xC0, 0, 0)
        elif style == "right":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        elif style == "body":
            paragraph.paragraph_format.first_line_indent = Pt(32)
    if change is not None:
        change(document)
    properties = document.core_properties
    properties.author, properties.last_modified_by = "", ""
    properties.created = properties.modified = DAY.replace(tzinfo=None)
    properties.comments = ""
    stream = io.BytesIO()
    document.save(stream)
    return _steady(stream.getvalue())


def _steady(package: bytes) -> bytes:
    """The same zip with fixed times, so that making the drafts again gives the same bytes.

    The templates' thumbnail goes: a picture of somebody else's first page has no business here.
    """
    thumbnail = re.compile(rb'<Relationship [^>]*Target="docProps/thumbnail.jpeg"[^>]*/>')
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.infolist():
            if entry.filename != "docProps/thumbnail.jpeg":
                info = zipfile.ZipInfo(entry.filename, (2026, 9, 1, 9, 0, 0))
                new.writestr(info, thumbnail.sub(b"", old.read(entry)), zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def notice() -> bytes:
    """A notice that says it may be published, and may."""
    return _docx(
        (
            ("red", "青石镇人民政府文件"),
            ("right", "青政发〔2026〕18号"),
            ("title", "青石镇人民政府关于2026年农村危房改造补助对象的公示"),
            ("plain", "各村民委员会："),
            (
                "body",
                "根据农村危房改造工作有关规定，经本人申请、村级评议、镇级审核，拟将以下农户列为2026年危房改造补助对象，现予公示，名单见附件。",
            ),
            (
                "body",
                "公示期自2026年9月2日至9月8日。公示期内如有异议，请向镇村镇建设办公室反映，联系电话：010-60000000。",
            ),
            ("plain", "附件：2026年农村危房改造补助对象名单"),
            ("right", "青石镇人民政府"),
            ("right", "2026年9月1日"),
            ("plain", "（此件公开发布）"),
        )
    )


def annex() -> bytes:
    """The list that goes with it: its third column is hidden and holds identity numbers."""
    import xlsxwriter

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    book.set_properties({"created": DAY.replace(tzinfo=None), "author": ""})
    sheet = book.add_worksheet("补助对象")
    head = book.add_format({"bold": True, "border": 1, "align": "center", "bg_color": "#DDDDDD"})
    cell = book.add_format({"border": 1})
    sheet.merge_range(
        "A1:F1",
        "2026年农村危房改造补助对象名单",
        book.add_format({"bold": True, "align": "center", "font_size": 16}),
    )
    sheet.write_row("A2", ("序号", "姓名", "身份证号码", "住址", "补助金额（元）", "备注"), head)
    for row, (name, number, home, remark) in enumerate(PEOPLE, start=3):
        sheet.write_row(f"A{row}", (row - 2, name, checked(number), home, 20000, remark), cell)
    sheet.set_column("A:A", 6)
    sheet.set_column("B:B", 10)
    sheet.set_column("C:C", 22, None, {"hidden": True})
    sheet.set_column("D:F", 20)
    book.close()
    return _steady(stream.getvalue())


def speech() -> bytes:
    """A speech in traditional script with nothing in it to hold up."""
    return """臨江區社區長者健康日致詞

各位鄉親、各位志工夥伴，大家好：

秋高氣爽的早晨，很高興和大家在臨江公園見面。今年的長者健康日邁入第十年，從最初的三個攤位，到今天的三十二個攤位，靠的是每一位志工、每一間診所和每一所學校的堅持。

健康不是秘密武器，而是日復一日的好習慣：每天走一走、多喝水、按時量血壓。區公所今年在十二個里增設了健康小站，開放時間是週一至週五上午九時至下午四時，歡迎大家就近使用。

有人問我，社區營造成功的奧秘在哪裡？我想答案就在這裡：願意為鄰居多做一點的人，從來沒有少過。

最後，祝各位長者身體健康、平安喜樂，也謝謝所有工作夥伴的辛勞。謝謝大家！
""".encode()


def marked_plan() -> bytes:
    """A plan that carries a state secret mark and must not go out at all."""
    return _docx(
        (
            ("plain", "000012"),
            ("plain", "机密★1年"),
            ("plain", "特急"),
            ("red", "临江市应急指挥部文件"),
            ("right", "临应指〔2026〕7号"),
            ("title", "关于印发秋季重点目标防护演练方案的通知"),
            ("plain", "各成员单位："),
            (
                "body",
                "现将《秋季重点目标防护演练方案》印发给你们，请按照职责分工做好准备，不得自行扩大知悉范围。",
            ),
            ("right", "临江市应急指挥部"),
            ("right", "2026年8月20日"),
            ("plain", "（此件发至各成员单位负责人）"),
        )
    )


def minutes() -> bytes:
    """Minutes with a vote, a tracked change and a comment."""

    def change(document: Any) -> None:
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        paragraph = document.paragraphs[4]
        deletion = OxmlElement("w:del")
        for key, value in (("w:id", "900"), ("w:author", "办公室"), ("w:date", "2026-08-28T10:00:00Z")):
            deletion.set(qn(key), value)
        run, text = OxmlElement("w:r"), OxmlElement("w:delText")
        text.text = "刘明远同志表示反对，认为企业报价明显偏高。"
        run.append(text)
        deletion.append(run)
        paragraph._p.append(deletion)  # noqa: SLF001 - python-docx has no call for tracked changes
        comment = document.add_comment(
            document.paragraphs[5].runs,
            text="上会前请再核对一遍票数，这一段不要对外。",
            author="办公室",
            initials="办",
        )
        comment._comment_elm.set(qn("w:date"), "2026-08-28T10:00:00Z")  # noqa: SLF001

    return _docx(
        (
            ("title", "临江市水务局局长办公会议纪要"),
            ("plain", "时间：2026年8月27日　地点：局三楼会议室"),
            ("plain", "主持：局长　参加：班子成员、有关科室负责人"),
            ("body", "会议听取了节水改造项目进展情况汇报，要求各科室按时间节点推进，9月底前完成竣工验收。"),
            ("body", "会议讨论了泵站设备采购方案。"),
            (
                "body",
                "关于中层干部调整，与会人员逐一发表意见后进行表决，拟任人选甲得5票同意、2票反对，暂不对外公布，待考察后再行上会。",
            ),
            ("body", "会议强调，要做好汛期值班工作，值班电话010-60000001全天畅通。"),
        ),
        change=change,
    )


def _write(page: Any, x: float, y: float, line: str) -> float:
    """Write a line, ASCII in Helvetica (the fallback font has none), and give its width in points."""
    at = x
    for run in re.findall(r"[ -~]+|[^ -~]+", line):
        font = "Helvetica" if run.isascii() else "Fallback"
        page.setFont(font, 13)
        page.drawString(at, y, run)
        at += page.stringWidth(run, font, 13)
    return at - x


def purchase() -> bytes:
    """A PDF announcement; under the black bar the number can still be copied."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen import canvas

    pdfmetrics.registerFont(TTFont("Fallback", FONT))
    stream = io.BytesIO()
    page = canvas.Canvas(stream, pagesize=A4, invariant=1)
    page.setTitle("成交结果公告")
    page.setFont("Fallback", 20)
    page.drawCentredString(297, 770, "临江市图书馆自助借还设备采购成交结果公告")
    lines = (
        "一、项目编号：LJTS-2026-031",
        "二、成交供应商：临江书远科技有限公司",
        f"三、统一社会信用代码：{credit_code('91000000MA0000000')}",
        "四、成交金额：人民币486000元",
        "五、评审专家：陈某、林某、许某（随机抽取）",
        "六、专家劳务费发放：开户人陈志强，银行卡号6222000000000000004",
        "七、采购人联系方式：临江市图书馆办公室，010-60000002",
        "公告期限：自本公告发布之日起1个工作日。",
    )
    for number, line in enumerate(lines):
        width = _write(page, 70, 715 - 30 * number, line)
        if "银行卡号" in line:
            digits = 19 * pdfmetrics.stringWidth("0", "Helvetica", 13)
            bar = (70 + width - digits - 2, 715 - 30 * number - 3, digits + 4, 16)
    page.rect(*bar, stroke=0, fill=1)
    page.save()
    return stream.getvalue()


def web_page() -> bytes:
    """A web page whose comment still names the informant."""
    code = credit_code("92000000MA0000001")
    return f"""<!DOCTYPE html>
<html lang="zh-Hans">
<head><meta charset="utf-8"><title>行政处罚信息公开</title></head>
<body>
<h1>行政处罚决定信息公开表</h1>
<table>
<tr><th>行政相对人名称</th><th>统一社会信用代码</th><th>违法事实</th><th>处罚内容</th></tr>
<tr><td>临江市好味来食品店</td><td>{code}</td><td>经营超过保质期的食品</td><td>罚款人民币5000元</td></tr>
</table>
<!-- 线索来源：举报人张春生，手机13800000001，请勿对外 -->
<p style="display:none">承办人备注：举报人住青石镇柳树村3组12号。</p>
<p>咨询电话：12345</p>
</body>
</html>
""".encode()


def duty_list() -> bytes:
    """A duty list as an old system exports it: GB18030, with private mobiles."""
    return (
        "临江市森林防火指挥部国庆期间值班安排\r\n\r\n"
        "日期\t带班领导\t值班人员\t手机\r\n"
        "10月1日\t马副主任\t胡小军\t13800000002\r\n"
        "10月2日\t马副主任\t郭丽\t13800000003\r\n"
        "10月3日\t高主任\t罗海\t138 0000 0004\r\n\r\n"
        "24小时值班电话：010-60000003，森林火灾报警电话：12119。\r\n"
    ).encode("gb18030")


def taiwan_letter() -> bytes:
    """A Taiwanese letter: its secrecy field is there, as on every letter, and empty."""
    return _docx(
        (
            ("title", "臨江縣政府　函"),
            ("plain", "受文者：各鄉鎮市公所"),
            ("plain", "發文日期：中華民國115年9月1日"),
            ("plain", "發文字號：府文推字第1150012345號"),
            ("plain", "速別：普通件"),
            ("plain", "密等及解密條件或保密期限："),
            ("plain", "附件：活動簡章1份"),
            ("plain", "主旨：檢送「2026臨江文化節」活動簡章1份，請協助公告周知，請查照。"),
            ("plain", "說明：活動免費參加，不需事先報名。"),
        )
    )


def slides() -> bytes:
    """Slides whose speaker notes say more than the slides."""
    from pptx import Presentation

    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = "临江市2026年节水宣传周"
    slide.placeholders[1].text = "主题：珍惜每一滴水\n时间：9月15日至21日\n地点：全市各社区"
    slide.notes_slide.notes_text_frame.text = (
        "这里口头讲：9月16日上午将对化工园区三家企业突击检查排水口，提前不要通知企业，带队的是执法二中队。"
    )
    deck.core_properties.author = deck.core_properties.last_modified_by = ""
    deck.core_properties.created = deck.core_properties.modified = DAY.replace(tzinfo=None)
    stream = io.BytesIO()
    deck.save(stream)
    return _steady(stream.getvalue())


def damaged() -> bytes:
    """A file cut off on its way here."""
    return notice()[:9000]


FILES: dict[str, Callable[[], bytes]] = {
    "01-危房改造公示.docx": notice,
    "02-附件-补助对象名单.xlsx": annex,
    "03-健康日致詞.txt": speech,
    "04-演练方案.docx": marked_plan,
    "05-局长办公会议纪要.docx": minutes,
    "06-成交结果公告.pdf": purchase,
    "07-行政处罚信息.html": web_page,
    "08-国庆值班安排.txt": duty_list,
    "09-文化節函.docx": taiwan_letter,
    "10-节水宣传.pptx": slides,
    "11-传输中断.docx": damaged,
}


def main() -> None:
    """Write all drafts."""
    DRAFTS.mkdir(exist_ok=True)
    for name, make in FILES.items():
        (DRAFTS / name).write_bytes(make())


if __name__ == "__main__":
    main()
