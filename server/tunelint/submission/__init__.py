"""From files on the disk to a job at a service: planned, sent, made once, followed to its end."""

from tunelint.submission.contents import Content
from tunelint.submission.delivery import ContentRejected
from tunelint.submission.examining import Examined
from tunelint.submission.flow import Submitted, submit
from tunelint.submission.following import follow
from tunelint.submission.plan import Plan, configured_validation, plan
from tunelint.submission.records import GONE, JobRecord, Records
from tunelint.submission.remark import Remark
from tunelint.submission.remarks import remarks, remarks_on_rejection
from tunelint.submission.requests import requests
from tunelint.submission.stage import Stage, Tell, untold
from tunelint.submission.wish import Wish, check_wish, profile_of

__all__ = [
    "GONE",
    "Content",
    "ContentRejected",
    "Examined",
    "JobRecord",
    "Plan",
    "Records",
    "Remark",
    "Stage",
    "Submitted",
    "Tell",
    "Wish",
    "check_wish",
    "configured_validation",
    "follow",
    "plan",
    "profile_of",
    "remarks",
    "remarks_on_rejection",
    "requests",
    "submit",
    "untold",
]
