"""The client of a fine-tuning service: Azure's v1 and dated APIs, and OpenAI's."""

from tunelint.service.clock import Clock
from tunelint.service.credential import Credential, TokenProvider, api_key, entra_id
from tunelint.service.endpoint import Api, Endpoint, azure, azure_dated, openai
from tunelint.service.errors import (
    Broken,
    Busy,
    Denied,
    EndpointError,
    FileChanged,
    FileRejected,
    NotFound,
    Refused,
    ServiceError,
    Unanswered,
    Unreachable,
)
from tunelint.service.fine_tuning import FineTuning, Sent
from tunelint.service.following import Update
from tunelint.service.messages import Complaint, complaints
from tunelint.service.metrics import Metrics
from tunelint.service.order import Intent, Order
from tunelint.service.records import Checkpoint, Event, Job, JobError, ServiceFile
from tunelint.service.secret import Secret
from tunelint.service.uploads import Upload

__all__ = [
    "Api",
    "Broken",
    "Busy",
    "Checkpoint",
    "Clock",
    "Complaint",
    "Credential",
    "Denied",
    "Endpoint",
    "EndpointError",
    "Event",
    "FileChanged",
    "FileRejected",
    "FineTuning",
    "Intent",
    "Job",
    "JobError",
    "Metrics",
    "NotFound",
    "Order",
    "Refused",
    "Secret",
    "Sent",
    "ServiceError",
    "ServiceFile",
    "TokenProvider",
    "Unanswered",
    "Unreachable",
    "Update",
    "Upload",
    "api_key",
    "azure",
    "azure_dated",
    "complaints",
    "entra_id",
    "openai",
]
