"""HTTP routes of towns."""

from fastapi import APIRouter, Depends

from convite.core.request import Public
from convite.core.responses import DirectRoute
from convite.people.towns.policy import limited
from convite.people.towns.queries import towns_of
from convite.people.towns.schemas import TownName, TownOut, TownsOut

router = APIRouter(prefix="/api/towns", tags=["Discovery"], route_class=DirectRoute)


@router.get("", dependencies=[Public, Depends(limited)])
async def towns(q: TownName) -> TownsOut:
    """Up to ten towns by name, however it is written: the best match first, then the largest."""
    return TownsOut(items=[TownOut.model_validate(town) for town in await towns_of(q)])
