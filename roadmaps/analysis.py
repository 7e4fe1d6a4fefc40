"""What a school's roadmap rests on: the analysis of the school (SWOT) and the risks that it works on, as lists."""

LABELS = {
    "strengths": "Сильные стороны",
    "weaknesses": "Слабые стороны",
    "opportunities": "Возможности",
    "threats": "Угрозы",
    "risks": "Риски",
}
ANALYSIS = tuple(LABELS)
