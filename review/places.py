"""Places as people say them, in three languages: 正文第3段, 表2 C14, 批注1."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.legible import legible

if TYPE_CHECKING:
    from review.document import Location

_COLUMN = {"zh_Hans": 0, "zh_Hant": 1, "en": 2}

PARTS: dict[str, tuple[str, str, str]] = {
    "body": ("正文", "正文", "body"),
    "header": ("页眉", "頁首", "header"),
    "footer": ("页脚", "頁尾", "footer"),
    "footnote": ("脚注", "註腳", "footnote"),
    "endnote": ("尾注", "章節附註", "endnote"),
    "comment": ("批注", "註解", "comment"),
    "textbox": ("文本框", "文字方塊", "text box"),
    "notes": ("备注页", "備忘稿", "speaker notes"),
    "property": ("文档属性", "文件屬性", "property"),
    "file_name": ("文件名", "檔名", "file name"),
    "annotation": ("注释", "註釋", "annotation"),
    "attachment": ("附件", "附件", "attachment"),
    "thumbnail": ("缩略图", "縮圖", "thumbnail"),
    "embedded": ("嵌入对象", "內嵌物件", "embedded object"),
    "image": ("图片", "圖片", "image"),
    "form_field": ("表单域", "表單欄位", "form field"),
    "outline": ("书签", "書籤", "bookmark"),
    "chart": ("图表", "圖表", "chart"),
    "diagram": ("图示", "圖示", "diagram"),
    "master": ("母版", "母片", "slide master"),
    "revision": ("修订", "修訂", "tracked change"),
    "metadata": ("元数据", "中繼資料", "metadata"),
    "attribute": ("属性值", "屬性值", "attribute"),
    "script": ("脚本", "指令碼", "script"),
    "part": ("部件", "部件", "part"),
    "file": ("整个文件", "整個檔案", "the whole file"),
    "archive_entry": ("压缩包内文件", "壓縮檔內檔案", "archive entry"),
    "pivot_cache": ("透视表缓存", "樞紐分析快取", "pivot cache"),
    "external_link": ("外部链接缓存", "外部連結快取", "external link cache"),
    "mail_header": ("邮件头", "郵件標頭", "mail header"),
    "earlier_revision": ("早期版本", "先前版本", "earlier revision"),
    "covered_text": ("遮盖下的文字", "遮蓋下的文字", "covered text"),
    "invisible_text": ("看不见的文字", "看不見的文字", "invisible text"),
    "off_page_text": ("页面外的文字", "頁面外的文字", "text off the page"),
    "layer": ("图层", "圖層", "layer"),
    "ocr": ("图像识别文字", "影像辨識文字", "text recognised in a picture"),
    "orphan": ("残留对象", "殘留物件", "left-over object"),
    "alternative_text": ("替代文字", "替代文字", "alternative text"),
    "field": ("域代码", "功能變數代碼", "field code"),
    "glossary": ("文档部件", "文件組件", "building block"),
    "defined_name": ("定义的名称", "定義的名稱", "defined name"),
    "validation": ("数据验证", "資料驗證", "data validation"),
    "link": ("链接", "連結", "link"),
    "seal": ("印章", "印章", "seal"),
}

_FORMS: dict[str, tuple[str, str, str]] = {
    "sheet": ("工作表“{}”", "工作表「{}」", "sheet “{}”"),
    "page": ("第{}页", "第{}頁", "page {}"),
    "slide": ("第{}张幻灯片", "第{}張投影片", "slide {}"),
    "table": ("表{}", "表{}", "table {}"),
    "paragraph": ("第{}段", "第{}段", "paragraph {}"),
    "row": ("第{}行", "第{}列", "row {}"),
    "column": ("第{}列", "第{}欄", "column {}"),
    "name": ("“{}”", "「{}」", "“{}”"),
}


def human_place(place: Location, locale: str) -> str:
    """One short phrase; the words run together in Chinese and are spaced in English."""
    at = _COLUMN.get(locale, 0)
    words: list[str] = []
    names = PARTS.get(place.part)
    tabular = place.table is not None or place.sheet is not None
    if place.sheet is not None:
        words.append(_FORMS["sheet"][at].format(place.sheet))
    if place.page is not None:
        words.append(_FORMS["slide" if place.part in _SLIDE_PARTS else "page"][at].format(place.page))
    if place.part not in ("slide", "sheet") and not (place.part == "body" and (tabular or place.page)):
        head = names[at] if names else place.part
        words.append(head if place.index is None else _numbered(head, place.index, at))
    if place.name is not None:
        words.append(_FORMS["name"][at].format(place.name))
    if place.table is not None:
        words.append(_FORMS["table"][at].format(place.table))
    if place.cell is not None:
        words.append(" " + place.cell if at < _COLUMN["en"] else place.cell)
    elif place.row is not None:
        words.append(_FORMS["row"][at].format(place.row))
        if place.column is not None:
            words.append(_FORMS["column"][at].format(place.column))
    elif place.paragraph is not None:
        words.append(_FORMS["paragraph"][at].format(place.paragraph))
    phrase = ("" if at < _COLUMN["en"] else " ").join(words).strip()
    return legible(" › ".join((*place.container, phrase)))


_SLIDE_PARTS = frozenset({"slide", "notes", "master"})


def _numbered(head: str, number: int, at: int) -> str:
    return f"{head} {number}" if at == _COLUMN["en"] else f"{head}{number}"
